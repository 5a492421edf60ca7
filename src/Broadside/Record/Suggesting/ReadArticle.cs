using System.Text.Json;
using Broadside.Jobs;
using Broadside.Kit;

namespace Broadside.Record.Suggesting;

/// <summary>Reads one article for the record. Harmless twice: only blocks that have changed are read.</summary>
internal sealed class ReadArticle(KeepSuggestions keep) : IJob
{
    public const string JobKind = "record-read";

    public sealed record Order(string Article);

    public string Kind => JobKind;

    public async Task RunAsync(string payload, CancellationToken cancel) =>
        await keep.RunAsync(JsonSerializer.Deserialize<Order>(payload, CanonicalJson.Options)!.Article, cancel);
}
