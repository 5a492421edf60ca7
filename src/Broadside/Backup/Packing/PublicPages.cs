using System.Collections.Concurrent;
using System.Xml.Linq;
using Broadside.Kit;
using Broadside.Site;

namespace Broadside.Backup.Packing;

/// <summary>Every page for readers and what it hashes to, as the site would serve it now.</summary>
public sealed class PublicPages(PageCache cache)
{
    /// <param name="progress">Hears the share that is done.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<SortedDictionary<string, string>> HashesAsync(Action<double>? progress, CancellationToken cancel)
    {
        var paths = await PathsAsync(cancel);
        var found = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, async (path, token) =>
        {
            if (await cache.GetAsync(path, token) is { } page)
            {
                found[path] = CanonicalJson.Sha256(page.Page.Body);
            }
            progress?.Invoke((double)found.Count / paths.Count);
        });
        return new SortedDictionary<string, string>(found, StringComparer.Ordinal);
    }

    private async Task<HashSet<string>> PathsAsync(CancellationToken cancel)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal) { "/404.html", "/robots.txt" };
        var waiting = new Queue<string>(["/sitemap.xml"]);
        while (waiting.TryDequeue(out var path))
        {
            if (!paths.Add(path) || !path.EndsWith(".xml", StringComparison.Ordinal) || await cache.GetAsync(path, cancel) is not { } page)
            {
                continue;
            }
            foreach (var place in XDocument.Parse(System.Text.Encoding.UTF8.GetString(page.Page.Body)).Descendants().Where(e => e.Name.LocalName == "loc"))
            {
                waiting.Enqueue(Uri.UnescapeDataString(new Uri(place.Value).AbsolutePath));
            }
        }
        return paths;
    }
}
