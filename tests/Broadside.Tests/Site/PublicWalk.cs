using System.Net;
using System.Text.RegularExpressions;

namespace Broadside.Tests.Site;

/// <summary>Walks a site as a reader's machine could: every address of its own that any page, feed or sitemap names, from the front page on; pictures apart.</summary>
internal sealed partial class PublicWalk(HttpClient client)
{
    private const int Most = 5000;

    private static readonly string[] Doors = ["/", "/robots.txt", "/sitemap.xml", "/404.html", "/report", "/search", "/search?q=the", "/healthz", "/readyz"];

    /// <summary>What one address answered.</summary>
    public sealed record Answer(HttpStatusCode Status, string Type, string Text)
    {
        /// <summary>The header lines, those that differ each time apart.</summary>
        public required string Head { get; init; }

        public bool IsText => Type.StartsWith("text/", StringComparison.Ordinal) || Type.Contains("xml", StringComparison.Ordinal) || Type.Contains("json", StringComparison.Ordinal);
    }

    /// <param name="also">Addresses to ask for beside those that are found.</param>
    public async Task<IReadOnlyDictionary<string, Answer>> RunAsync(params IEnumerable<string> also)
    {
        var answers = new Dictionary<string, Answer>(StringComparer.Ordinal);
        var ahead = new Queue<string>(Doors.Concat(also));
        var seen = ahead.ToHashSet(StringComparer.Ordinal);
        while (ahead.TryDequeue(out var path))
        {
            var answer = await GetAsync(path);
            answers.Add(path, answer);
            // Pictures are made when they are first asked for, which takes seconds each: those that a test means it names.
            foreach (var next in answer.IsText ? Links(path, answer).Where(l => !l.StartsWith("/media/", StringComparison.Ordinal) && seen.Add(l)) : [])
            {
                ahead.Enqueue(next);
            }
            Assert.True(answers.Count < Most, $"more than {Most} addresses; the last was {path}");
        }
        return answers;
    }

    public async Task<Answer> GetAsync(string path)
    {
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        var location = answer.Headers.Location is { } to ? $"\nhref=\"{to}\"" : "";
        var head = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not ("Date" or "ETag" or "Last-Modified")).Select(h => $"{h.Key}: {string.Join(", ", h.Value)}");
        return new Answer(answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? "text/plain", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) + location)
        {
            Head = string.Join('\n', head),
        };
    }

    private IEnumerable<string> Links(string path, Answer answer)
    {
        var page = new Uri(client.BaseAddress!, path);
        var named = Attribute().Matches(answer.Text).Select(m => m.Groups[1].Value)
            .Concat(Absolute().Matches(answer.Text).Select(m => m.Value));
        foreach (var link in named)
        {
            if (Uri.TryCreate(page, WebUtility.HtmlDecode(link), out var target) && target.Authority == page.Authority)
            {
                yield return target.PathAndQuery;
            }
        }
    }

    [GeneratedRegex(@"(?:href|src|poster|action)=""([^""]+)""")]
    private static partial Regex Attribute();

    [GeneratedRegex("""https?://127\.0\.0\.1:\d+/[^\s"'<>\\)]*""")]
    private static partial Regex Absolute();
}
