using Broadside.Record.Reading;

namespace Broadside.Tests.Record;

/// <summary>Reads a made-up text in a test: paragraphs in order, published on Tuesday, 8 July 2025.</summary>
internal static class Reading
{
    public static readonly DateOnly Today = new(2025, 7, 8);

    public static Findings Of(params string[] paragraphs) => Of(ActorDirectory.Empty, "en", paragraphs);

    public static Findings Spanish(params string[] paragraphs) => Of(ActorDirectory.Empty, "es", paragraphs);

    public static Findings Of(ActorDirectory directory, string? language, params string[] paragraphs) =>
        RecordReader.Read(new SourceText { Language = language, Published = Today, Blocks = [.. paragraphs.Select((p, i) => new SourceBlock($"p{i}", BlockKind.Body, p))] }, directory);
}
