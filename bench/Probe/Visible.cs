using System.Diagnostics;
using System.Globalization;

namespace Broadside.Bench;

/// <summary>
/// Publishes from the command line, as another process than the one that serves, and asks the serving one for five pages over and over.
/// The clock starts when the signed head of versions is written, which is the moment of publishing.
/// </summary>
internal static class Visible
{
    public static async Task<int> PrintAsync(string site, string data, string program, string topic, string[] ids)
    {
        using var client = new HttpClient { BaseAddress = new Uri(site) };
        var took = new Dictionary<string, List<double>>();
        foreach (var id in ids)
        {
            await OneAsync(client, data, program, topic, id, took);
        }
        foreach (var (place, times) in took)
        {
            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {place,-8} median {times[times.Count / 2]:0} ms, slowest of {times.Count} {times[^1]:0} ms"));
        }
        return 0;
    }

    private static async Task OneAsync(HttpClient client, string data, string program, string topic, string id, Dictionary<string, List<double>> took)
    {
        var head = Path.Combine(data, "versions", "head");
        var before = File.GetLastWriteTimeUtc(head);
        // Sitemaps and feeds name the article by its slug, which the export gave.
        using var publishing = Process.Start(new ProcessStartInfo(program, ["article", "publish", id, "--data", data]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = publishing.StandardOutput.ReadToEndAsync();
        var error = publishing.StandardError.ReadToEndAsync();
        while (File.GetLastWriteTimeUtc(head) == before)
        {
            if (publishing.HasExited && publishing.ExitCode != 0)
            {
                throw new InvalidOperationException(await error);
            }
            await Task.Delay(1);
        }
        var published = File.GetLastWriteTimeUtc(head);
        var places = new Dictionary<string, string> { ["front"] = "/", ["topic"] = topic, ["feed"] = "/feed.xml", ["sitemap"] = "/sitemap-news.xml" };
        var address = "";
        while (places.Count > 0)
        {
            foreach (var (place, path) in places.ToList())
            {
                var text = await client.GetStringAsync(new Uri(path, UriKind.Relative));
                if (text.Contains(id, StringComparison.Ordinal))
                {
                    Note(place);
                    address = Address(text, id);
                    places.Remove(place);
                }
            }
            if (places.Count > 0 && DateTime.UtcNow - published > TimeSpan.FromSeconds(20))
            {
                throw new InvalidOperationException($"{id} is not to be seen on {string.Join(" and ", places.Keys)} after 20 s: {await output}");
            }
        }
        await client.GetStringAsync(new Uri(address, UriKind.Relative));
        Note("article");
        await publishing.WaitForExitAsync();

        void Note(string place) => (took.TryGetValue(place, out var times) ? times : took[place] = []).Add((DateTime.UtcNow - published).TotalMilliseconds);
    }

    private static string Address(string text, string slug)
    {
        var at = text.IndexOf(slug, StringComparison.Ordinal);
        var from = text.LastIndexOfAny(['"', '>', '<'], at) + 1;
        var address = text[from..(at + slug.Length)] + "/";
        return "/" + new Uri(new Uri("http://site/"), address).PathAndQuery.TrimStart('/');
    }
}
