using System.IO.Compression;
using System.Text;
using Broadside.Site;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Site;

public sealed class FrontLineTests(WireSite site) : IClassFixture<WireSite>
{
    private const string Host = "Host: news.example\r\n";

    public static TheoryData<string> Requests { get; } = new(
    [
        $"GET /wire/long/ HTTP/1.1\r\n{Host}\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Accept-Encoding: gzip, deflate, br\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Accept-Encoding: gzip\t\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Accept-Encoding: br;q=0, gzip;q=0.5\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Accept-Encoding: br;Q=0\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Accept-Encoding: br\r\nAccept-Encoding: gzip\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Accept-Encoding:\r\n\r\n",
        $"GET /wire/short/ HTTP/1.1\r\n{Host}Accept-Encoding: br\r\n\r\n",
        $"GET /wire/gone/ HTTP/1.1\r\n{Host}\r\n",
        $"GET /wire/gone/ HTTP/1.1\r\n{Host}If-None-Match: *\r\n\r\n",
        $"GET /wire/missing/ HTTP/1.1\r\n{Host}\r\n",
        $"GET /wire/lost/ HTTP/1.1\r\n{Host}\r\n",
        $"GET /wire/broken/ HTTP/1.1\r\n{Host}\r\n",
        $"GET /nowhere HTTP/1.1\r\n{Host}\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}If-None-Match: *\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}If-None-Match: \"other\"\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}If-None-Match: \"other\"\r\nIf-None-Match: *\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Range: bytes=0-9\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Connection: close\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Connection: keep-alive\r\n\r\n",
        $"GET /wire/long/?a=b HTTP/1.1\r\n{Host}\r\n",
        $"GET /wire/%6cong/ HTTP/1.1\r\n{Host}\r\n",
        $"GET /wire/x/../long/ HTTP/1.1\r\n{Host}\r\n",
        $"GET //wire/long/ HTTP/1.1\r\n{Host}\r\n",
        $"GET http://news.example/wire/long/ HTTP/1.1\r\n{Host}\r\n",
        $"GET /wire/long/ HTTP/1.0\r\n{Host}\r\n",
        $"GET /wire/long/ HTTP/2.0\r\n{Host}\r\n",
        $"HEAD /wire/long/ HTTP/1.1\r\n{Host}\r\n",
        $"POST /wire/long/ HTTP/1.1\r\n{Host}Content-Length: 3\r\n\r\nabc",
        $"OPTIONS * HTTP/1.1\r\n{Host}\r\n",
        $"get /wire/long/ HTTP/1.1\r\n{Host}\r\n",
        "GET /wire/long/ HTTP/1.1\r\n\r\n",
        "GET /wire/long/ HTTP/1.1\r\nHost:\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}{Host}\r\n",
        "GET /wire/long/ HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /wire/long/ HTTP/1.1\r\nHost: <script>\r\n\r\n",
        "GET /wire/long/ HTTP/1.1\r\nHost: news.example:80:80\r\n\r\n",
        "GET /wire/long/ HTTP/1.1\r\nHost: news.example:port\r\n\r\n",
        "GET /wire/long/ HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}X: a\r\n folded\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}X : a\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}: a\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}no colon\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}X: a\0b\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}X: a\rb\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}X: \u00e9\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}X: \u0001\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\n{Host}\n",
        "GET /wire/long/ HTTP/1.1\nHost: news.example\n\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}X: a\nY: b\r\n\r\n",
        $"GET  /wire/long/ HTTP/1.1\r\n{Host}\r\n",
        $"GET /wire/long/  HTTP/1.1\r\n{Host}\r\n",
        $"\r\nGET /wire/long/ HTTP/1.1\r\n{Host}\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /wire/short/ HTTP/1.1\r\n{Host}\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Content-Length: 0\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Expect: 100-continue\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}X: {new string('a', 9000)}\r\n\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}X: {new string('a', 40000)}\r\n\r\n",
        $"GET /{new string('a', 9000)} HTTP/1.1\r\n{Host}\r\n",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}{string.Concat(Enumerable.Range(0, 120).Select(i => $"X-{i}: a\r\n"))}\r\n",
        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001",
        $"GET /wire/long/ HTTP/1.1\r\n{Host}",
        "GE",
    ]);

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task The_front_line_answers_as_the_full_server_does(string request)
    {
        var front = await site.AskAsync(request);
        var full = await site.AskFullServerAsync(request);

        Assert.Equal(Told(full, request), Told(front, request));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Whoever_has_a_page_in_any_form_is_told_so_by_both_servers(string encoding)
    {
        var first = WireAnswer.ReadAll(await site.AskAsync($"GET /wire/long/ HTTP/1.1\r\n{Host}Accept-Encoding: {encoding}\r\n\r\n"))[0];
        var again = $"GET /wire/long/ HTTP/1.1\r\n{Host}Accept-Encoding: {encoding}\r\nIf-None-Match: W/{first.Headers["ETag"]}\r\n\r\n";
        var front = WireAnswer.ReadAll(await site.AskAsync(again))[0];

        Assert.Equal(304, front.Status);
        Assert.Equal(first.Headers["ETag"], front.Headers["ETag"]);
        Assert.Empty(front.Body);
        Assert.Equal(WireAnswer.ReadAll(await site.AskFullServerAsync(again))[0].Told(), front.Told());
    }

    [Fact]
    public async Task Every_encoding_unpacks_to_the_same_page_under_a_tag_of_its_own()
    {
        var plain = WireAnswer.ReadAll(await site.AskAsync($"GET /wire/long/ HTTP/1.1\r\n{Host}\r\n"))[0];
        var gzip = WireAnswer.ReadAll(await site.AskAsync($"GET /wire/long/ HTTP/1.1\r\n{Host}Accept-Encoding: gzip\r\n\r\n"))[0];
        var brotli = WireAnswer.ReadAll(await site.AskAsync($"GET /wire/long/ HTTP/1.1\r\n{Host}Accept-Encoding: gzip, br\r\n\r\n"))[0];

        Assert.Equal(MadeUpSource.LongBody, plain.Body);
        Assert.Equal(("gzip", "br"), (gzip.Headers["Content-Encoding"], brotli.Headers["Content-Encoding"]));
        Assert.Equal(MadeUpSource.LongBody, Unpacked(new GZipStream(new MemoryStream(gzip.Body), CompressionMode.Decompress)));
        Assert.Equal(MadeUpSource.LongBody, Unpacked(new BrotliStream(new MemoryStream(brotli.Body), CompressionMode.Decompress)));
        Assert.Equal(3, new[] { plain, gzip, brotli }.Select(a => a.Headers["ETag"]).Distinct().Count());
    }

    [Fact]
    public async Task A_request_split_at_any_byte_is_answered_the_same()
    {
        var request = $"GET /wire/short/ HTTP/1.1\r\n{Host}Accept-Encoding: br\r\n\r\n";
        var whole = Told(await site.AskAsync(request), request);
        for (var cut = 1; cut < request.Length; cut++)
        {
            Assert.Equal(whole, Told(await site.AskAsync(request[..cut], request[cut..]), request));
        }
    }

    [Fact]
    public async Task Two_thousand_requests_sent_at_once_are_answered_in_order()
    {
        string[] paths = [MadeUpSource.Short, MadeUpSource.Long, MadeUpSource.Gone];
        var asked = Enumerable.Range(0, 2000).Select(i => paths[i % 3]).ToList();

        var answers = WireAnswer.ReadAll(await site.AskAsync(string.Concat(asked.Select(p => $"GET {p} HTTP/1.1\r\n{Host}\r\n"))));

        Assert.Equal(asked.Select(p => p == MadeUpSource.Gone ? 410 : 200), answers.SkipLast(1).Select(a => a.Status));
        Assert.Equal(asked.Select(p => p == MadeUpSource.Long), answers.SkipLast(1).Select(a => a.Body.Length == MadeUpSource.LongBody.Length));
    }

    [Fact]
    public async Task What_follows_a_request_that_is_not_simple_is_answered_too()
    {
        var answers = WireAnswer.ReadAll(await site.AskAsync($"GET /wire/short/ HTTP/1.1\r\n{Host}\r\nHEAD /wire/long/ HTTP/1.1\r\n{Host}\r\nGET /wire/gone/ HTTP/1.1\r\n{Host}\r\n"), "GET", "HEAD", "GET");

        Assert.Equal([200, 200, 410, 200], answers.Select(a => a.Status));
    }

    [Fact]
    public async Task A_page_that_says_that_nothing_is_there_is_rendered_once_at_most_for_a_request()
    {
        var cache = site.Services.GetRequiredService<PageCache>();
        // What ends every connection here is a page too, and whichever test comes first has it made.
        await site.AskAsync("");
        var before = cache.Rendered;

        await site.AskAsync($"GET {MadeUpSource.Missing} HTTP/1.1\r\n{Host}\r\n");

        Assert.InRange(cache.Rendered - before, 0, 1);
    }

    private static string Told(byte[] answer, string request) =>
        string.Join("\n---\n", WireAnswer.ReadAll(answer, request.Split(' ')[0]).Select(a => a.Told()));

    private static byte[] Unpacked(Stream packed)
    {
        var all = new MemoryStream();
        packed.CopyTo(all);
        return all.ToArray();
    }
}
