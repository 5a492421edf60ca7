using System.Text.Json;
using Broadside.Articles;
using Broadside.Kit;

namespace Broadside.Import.Uploads;

/// <summary>What the sender wants of an import, as the command's options say it.</summary>
public sealed record UploadWishes
{
    public bool Fetch { get; init; }

    public bool Strip { get; init; }

    /// <summary>Hosts that are kept, sorted.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Types of items that come over as articles, sorted.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Of a list of subscribers: where all of them agreed, for rows that do not say it.</summary>
    public string? ConsentSource { get; init; }

    /// <summary>Of a list of subscribers: ask everybody by mail.</summary>
    public bool AskAll { get; init; }

    public ImportOptions Options(bool dryRun) => new()
    {
        DryRun = dryRun,
        Fetch = Fetch,
        Strip = Strip,
        Keep = Keep.ToHashSet(StringComparer.Ordinal),
        Types = Types.ToDictionary(t => t, _ => ArticleKind.Article, StringComparer.Ordinal),
    };

    public string ToText() => JsonSerializer.Serialize(this, CanonicalJson.Options);

    public static UploadWishes Read(string text) => JsonSerializer.Deserialize<UploadWishes>(text, CanonicalJson.Options)!;
}
