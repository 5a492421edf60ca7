using System.Net;
using Broadside.Kit;
using Broadside.Mirror.Following;
using Broadside.Mirror.Verifying;
using Broadside.Tests.Mirror.Verifying;
using Microsoft.AspNetCore.Builder;

namespace Broadside.Tests.Mirror.Following;

/// <summary>A volunteer's server hands out what was signed and nothing else.</summary>
public sealed class ServeTests : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestEdition edition = new();
    private readonly HastyTime time = new(TestEdition.Now);
    private WebApplication? app;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_come_with_their_type_the_strict_headers_and_a_tag()
    {
        using var client = await ServeAsync();

        using var page = await client.GetAsync("/2026/11/story-1/", Cancel);
        using var feed = await client.GetAsync("/feed.xml", Cancel);
        using var sums = await client.GetAsync("/.well-known/broadside/SHA256SUMS", Cancel);

        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (page.StatusCode, page.Content.Headers.ContentType!.ToString()));
        Assert.Equal(edition.Files["2026/11/story-1/index.html"], await page.Content.ReadAsByteArrayAsync(Cancel));
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://outlet.example;", policy, StringComparison.Ordinal);
        Assert.Equal(("nosniff", "*"), (page.Headers.GetValues("X-Content-Type-Options").Single(), page.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        Assert.Equal("application/rss+xml; charset=utf-8", feed.Content.Headers.ContentType!.ToString());
        Assert.Equal("text/plain; charset=utf-8", sums.Content.Headers.ContentType!.ToString());
        using var again = new HttpRequestMessage(HttpMethod.Get, "/2026/11/story-1/");
        again.Headers.IfNoneMatch.Add(page.Headers.ETag!);
        using var held = await client.SendAsync(again, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, held.StatusCode);
    }

    [Theory]
    [InlineData("/nowhere/", 404)]
    [InlineData("/shell.php", 404)]
    [InlineData("/.git/config", 404)]
    [InlineData("/..%2f..%2fetc%2fpasswd", 404)]
    [InlineData("/%2e%2e/key.pub", 404)]
    [InlineData("//etc/passwd", 404)]
    [InlineData("/2026/11/story-1/index.html", 200)]
    public async Task Nothing_is_there_that_is_not_signed(string path, int status)
    {
        edition.WriteTo(folder.At("site"));
        await File.WriteAllTextAsync(folder.At("site", "shell.php"), "<?php", Cancel);
        Directory.CreateDirectory(folder.At("site", ".git"));
        await File.WriteAllTextAsync(folder.At("site", ".git", "config"), "x", Cancel);
        await File.WriteAllTextAsync(folder.At("key.pub"), "x", Cancel);
        using var client = await ServeAsync();

        using var answer = await client.GetAsync(new Uri(client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), Cancel);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 404 ? edition.Text("404.html") : edition.Text("2026/11/story-1/index.html"), await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task An_address_without_its_slash_leads_to_the_page_and_a_form_is_refused()
    {
        using var client = await ServeAsync();

        using var led = await client.GetAsync("/2026/11/story-1", Cancel);
        using var posted = await client.PostAsync("/", new StringContent("x"), Cancel);

        Assert.Equal((HttpStatusCode.MovedPermanently, "./story-1/"), (led.StatusCode, led.Headers.Location!.ToString()));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
    }

    [Theory]
    [InlineData("/old/story.html", "../2026/11/story-1/")]
    [InlineData("/2026/11/earlier", "./story-1/")]
    [InlineData("/2026/11/earlier/", "../story-1/")]
    [InlineData("/?p=12", "./2026/11/story-2/")]
    [InlineData("/2026/11/story-1/?p=12", null)]
    [InlineData("/%D1%81%D0%BB%D0%BE%D0%B2%D0%BE/", "../2026/%D1%81%D0%BB%D0%BE%D0%B2%D0%BE/")]
    [InlineData("/out/", null)]
    public async Task An_address_of_an_earlier_time_leads_on_within_the_copy(string address, string? to)
    {
        edition.Put(SignedPath.Former, """{"addresses":{"/2026/11/earlier/":"/2026/11/story-1/","/?p=12":"/2026/11/story-2/","/old/story.html":"/2026/11/story-1/","/out/":"//elsewhere.example/","/слово/":"/2026/слово/"},"v":1}""");
        using var client = await ServeAsync();

        using var answer = await client.GetAsync(address, Cancel);

        Assert.Equal(to, answer.Headers.Location?.OriginalString);
        Assert.Equal(to is null, answer.StatusCode != HttpStatusCode.MovedPermanently);
    }

    [Fact]
    [Trait("Defence", "serve-bytes")]
    public async Task What_somebody_wrote_here_leads_nobody_anywhere()
    {
        edition.Put(SignedPath.Former, """{"addresses":{"/old/":"/2026/11/story-1/"},"v":1}""");
        using var client = await ServeAsync();
        await File.WriteAllTextAsync(folder.At("site", SignedPath.Former), """{"addresses":{"/old/":"/2026/11/story-2/"},"v":1}""", Cancel);

        using var answer = await client.GetAsync("/old/", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    [Trait("Defence", "serve-bytes")]
    public async Task A_file_that_was_changed_here_is_not_handed_out()
    {
        using var client = await ServeAsync();
        await File.AppendAllTextAsync(folder.At("site", "index.html"), "<a href=\"https://pills.example/\">x</a>", Cancel);

        using var answer = await client.GetAsync("/", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.DoesNotContain("pills", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Defence", "serve-withdrawn")]
    public async Task What_was_withdrawn_is_gone_though_it_lies_there()
    {
        edition.Withdrawn.Add(CanonicalJson.Sha256(edition.Files["media/photo.jpg"]));
        using var client = await ServeAsync();

        using var answer = await client.GetAsync("/media/photo.jpg", Cancel);

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    [Fact]
    public async Task A_part_of_a_file_is_handed_out()
    {
        edition.Files["media/talk.mp3"] = [.. Enumerable.Range(0, 6_000_000).Select(i => (byte)i)];
        using var client = await ServeAsync();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/media/talk.mp3");
            request.Headers.Range = new System.Net.Http.Headers.RangeHeaderValue(5_999_990, null);
            using var answer = await client.SendAsync(request, Cancel);

            Assert.Equal((HttpStatusCode.PartialContent, "bytes 5999990-5999999/6000000"), (answer.StatusCode, answer.Content.Headers.ContentRange!.ToString()));
            Assert.Equal(edition.Files["media/talk.mp3"][^10..], await answer.Content.ReadAsByteArrayAsync(Cancel));
        }
    }

    [Fact]
    public async Task A_new_edition_is_taken_up_and_one_that_nobody_signed_is_not()
    {
        using var client = await ServeAsync();
        edition.Put("index.html", "<p>News.</p>");
        edition.Number = 8;
        edition.WriteTo(folder.At("site"));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("<p>News.</p>", await client.GetStringAsync("/", Cancel));

        using var other = new TestEdition { Number = 9 };
        other.WriteTo(folder.At("site"));
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Contains("edition.json", await client.GetStringAsync("/.well-known/broadside/SHA256SUMS", Cancel), StringComparison.Ordinal);
        Assert.Contains("\"number\":8", await client.GetStringAsync("/.well-known/broadside/edition.json", Cancel), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }
        edition.Dispose();
        folder.Dispose();
    }

    private async Task<HttpClient> ServeAsync()
    {
        edition.WriteTo(folder.At("site"));
        var open = await OpenEdition.OpenAsync(folder.At("site"), edition.PublicKey, time, Cancel);
        Assert.True(open.IsDone, open.Refusal?.Message);
        app = await ServeEdition.StartAsync(open.Value, new Uri("http://127.0.0.1:0"), Cancel);
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(ServeEdition.AddressOf(app)) };
    }
}
