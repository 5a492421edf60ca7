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
    /// <param name="hear">Hears each page that can be made. Called from several threads.</param>
    public async Task<SortedDictionary<string, string>> HashesAsync(Action<double>? progress, CancellationToken cancel, Action<EditionPage>? hear = null)
    {
        var paths = pages.Paths();
        var found = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await pages.TakeAllAsync(paths, (path, page) =>
        {
            found[path] = page is null ? Lost : CanonicalJson.Sha256(page.Body);
            if (page is not null)
            {
                hear?.Invoke(page);
            }
            progress?.Invoke((double)found.Count / paths.Count);
            return ValueTask.CompletedTask;
        }, cancel);
        return new SortedDictionary<string, string>(found, StringComparer.Ordinal);
    }
}
