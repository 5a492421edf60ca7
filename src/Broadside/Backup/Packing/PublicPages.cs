using System.Collections.Concurrent;
using Broadside.Kit;
using Broadside.Mirror.Editions;

namespace Broadside.Backup.Packing;

/// <summary>Every page for readers and what it hashes to, as the site would serve it now.</summary>
public sealed class PublicPages(EditionPages pages)
{
    /// <summary>What is noted of a page of which no good copy is left.</summary>
    public const string Lost = "lost";

    /// <param name="progress">Hears the share that is done.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<SortedDictionary<string, string>> HashesAsync(Action<double>? progress, CancellationToken cancel)
    {
        var paths = pages.Paths();
        var found = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await pages.TakeAllAsync(paths, (path, page) =>
        {
            found[path] = page is null ? Lost : CanonicalJson.Sha256(page.Body);
            progress?.Invoke((double)found.Count / paths.Count);
            return ValueTask.CompletedTask;
        }, cancel);
        return new SortedDictionary<string, string>(found, StringComparer.Ordinal);
    }
}
