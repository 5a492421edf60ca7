using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Broadside.Bench;

/// <summary>An owner at the desk, over one connection, one request at a time: opens article pages and every list, and saves an article as an autosave does, a word longer each time.</summary>
internal sealed partial class Desk : IDisposable
{
    private const string Password = "tide table under the clock";

    // Every list of the desk, and what makes one look furthest: a word that no title has, a topic that nothing is under, the last page.
    private static readonly string[] Lists =
    [
        "/desk", "/desk/inbox", "/desk/calendar", "/desk/calendar?week=2026-09-07", "/desk/articles", "/desk/articles?q=zzyzx", "/desk/articles?q=raver", "/desk/articles?topic=none", "/desk/articles?topic=politics&language=en",
        "/desk/articles?mine=1", "/desk/articles?stage=draft", "/desk/articles?stage=published&q=zzyzx", "/desk/media", "/desk/media?q=zzyzx", "/desk/media/unused", "/desk/audit", "/desk/audit?q=zzyzx", "/desk/reports", "/desk/reads",
        "/desk/directory/topics", "/desk/directory/people", "/desk/front", "/desk/front/menus", "/desk/front/pages", "/desk/front/redirects", "/desk/changes", "/desk/changes/words", "/desk/import", "/desk/staff", "/desk/health",
    ];

    private readonly HttpClient http;
    private readonly Dictionary<string, string> cookies = [];

    private readonly string server;

    private Desk(string site, string server)
    {
        this.server = server;
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(site) };
    }

    /// <param name="server">Process id of the server, whose processor time is printed too: on a busy machine the better figure.</param>
    /// <param name="link">Path of a one-time link, by which somebody joins.</param>
    public static async Task<int> PrintAsync(string site, string server, string link, int count, string[] ids)
    {
        using var desk = new Desk(site, server);
        await desk.JoinAsync(link);
        await desk.TimeAsync("page", count, i => desk.SendAsync(HttpMethod.Get, "/desk/articles/" + ids[i % ids.Length]));
        await desk.TimeAsync("details", count, i => desk.SendAsync(HttpMethod.Get, $"/desk/articles/{ids[i % ids.Length]}/details"));
        await desk.TimeAsync("find", count, i => desk.SendAsync(HttpMethod.Get, "/desk/articles/find?q=" + (char)('a' + (i % 26)) + "er" + (char)('a' + (i / 26 % 26))));
        await desk.TimeAsync("publish", count, i => desk.SendAsync(HttpMethod.Get, $"/desk/articles/{ids[i % ids.Length]}/publish"));
        await desk.SaveAsync(ids[0], count);
        foreach (var path in Lists)
        {
            await desk.TimeAsync(path, Math.Max(20, count / 5), _ => desk.SendAsync(HttpMethod.Get, path));
        }
        return 0;
    }

    public void Dispose() => http.Dispose();

    private async Task JoinAsync(string link)
    {
        var page = await SendAsync(HttpMethod.Get, link);
        var form = new Dictionary<string, string> { ["Name"] = "Ana Roa", ["Email"] = string.Create(CultureInfo.InvariantCulture, $"ana-{Environment.ProcessId}@example.org"), ["Password"] = Password, ["__RequestVerificationToken"] = TokenOf(page) };
        await SendAsync(HttpMethod.Post, link, new FormUrlEncodedContent(form));
    }

    private async Task SaveAsync(string id, int count)
    {
        var page = await SendAsync(HttpMethod.Get, "/desk/articles/" + id);
        var draft = JsonNode.Parse(Draft().Match(page).Groups[1].Value)!;
        var content = draft["content"]!;
        var revision = (int)draft["revision"]!;
        var blocks = content["blocks"]!.AsArray();
        // 10,000 words: what somebody writes on at the end of a long day.
        for (var i = blocks.Count; i < 150; i++)
        {
            blocks.Add(new JsonObject { ["kind"] = "paragraph", ["id"] = $"bench{i:000}", ["text"] = string.Join(' ', Enumerable.Repeat("harbour", 67)) });
        }
        var token = TokenOf(page);
        await TimeAsync("autosave", count, async i =>
        {
            blocks[^1]!["text"] = (string)blocks[^1]!["text"]! + " word";
            var body = new JsonObject { ["revision"] = revision, ["tab"] = "bench", ["save"] = i + 1, ["content"] = content.DeepClone() };
            var answer = await SendAsync(HttpMethod.Put, $"/desk/articles/{id}/draft", new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), token);
            revision = (int)JsonNode.Parse(answer)!["revision"]!;
            return answer;
        });
    }

    private async Task TimeAsync(string what, int count, Func<int, Task<string>> act)
    {
        await act(0);
        var took = new List<double>(count);
        var before = ProcessorTime();
        for (var i = 1; i <= count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await act(i);
            took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        var work = (ProcessorTime() - before).TotalMilliseconds / count;
        took.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-42} median {took[count / 2]:0.0} ms, p95 {took[count * 95 / 100]:0.0} ms, processor {work:0.0} ms"));
    }

    // Fields 14 and 15 of proc(5)'s stat, in hundredths of a second.
    private TimeSpan ProcessorTime()
    {
        var stat = File.ReadAllText($"/proc/{server}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
    }

    private async Task<string> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Accept", token is null ? "text/html" : "application/json");
        if (cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
        }
        if (token is not null)
        {
            request.Headers.Add("RequestVerificationToken", token);
        }
        using var answer = await http.SendAsync(request);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            cookies[pair[0]] = pair[1];
        }
        var text = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Found ? text : throw new InvalidOperationException($"{method} {path}: {answer.StatusCode} {text[..Math.Min(300, text.Length)]}");
    }

    private static string TokenOf(string page) => WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value);

    [GeneratedRegex("<meta name=\"csrf\" content=\"([^\"]*)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<script type=\"application/json\" id=\"draft\">([\\s\\S]*?)</script>")]
    private static partial Regex Draft();
}
