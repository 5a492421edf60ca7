using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Broadside.Staff;

namespace Broadside.Tests.Desk;

/// <summary>A browser without scripts: keeps cookies (over http to localhost too, as browsers do), follows no redirect, fills forms in.</summary>
public sealed partial class DeskClient(string address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };

    /// <summary>What came back.</summary>
    public sealed record Answer(int Status, string? To, string Body, HttpResponseMessage Message)
    {
        public string Text => Document.Body!.TextContent;

        public IDocument Document => new HtmlParser().ParseDocument(Body);

        public string? Header(string name) => Message.Headers.TryGetValues(name, out var values) || Message.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;
    }

    public Dictionary<string, string> Cookies { get; } = [];

    public StaffMember? Member { get; init; }

    /// <summary>Sent along with every request.</summary>
    public Dictionary<string, string> Headers { get; } = new() { ["Accept"] = "text/html" };

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Opens a page and sends a form from it, with the token that the page gave.</summary>
    public async Task<Answer> SubmitAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        var token = TokenOf((await GetAsync(page)).Body);
        return await PostAsync(path, [.. fields, ("__RequestVerificationToken", token)]);
    }

    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        }
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            Keep(cookie);
        }
        return new Answer((int)answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer);
    }

    /// <summary>The form token that a page carries for scripts; "" where there is none.</summary>
    public static string TokenOf(string page) => WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value);

    public void Dispose() => http.Dispose();

    private void Keep(string cookie)
    {
        var pair = cookie.Split(';')[0].Split('=', 2);
        if (pair[1].Length == 0)
        {
            Cookies.Remove(pair[0]);
        }
        else
        {
            Cookies[pair[0]] = pair[1];
        }
    }

    [GeneratedRegex("<meta name=\"csrf\" content=\"([^\"]*)\"")]
    private static partial Regex Token();
}
