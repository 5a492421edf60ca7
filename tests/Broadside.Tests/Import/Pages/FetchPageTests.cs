using System.Text;
using Broadside.Articles;
using Broadside.Import;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Broadside.Tests.Import.Pages;

public sealed class FetchPageTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Files_and_addresses_in_one_call_each_become_their_draft_and_what_fails_is_named(string engine)
    {
        await using var server = await ServeAsync();
        var site = server.Urls.Single();
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var text = Path.Combine(newsroom.Folder, "capture.txt");
        await File.WriteAllTextAsync(text, "A captured page\n\nBy Ana Ruiz\n\nEleven people waited on the landing stage, and the boat did not come that day, nor on any of the days after it.\n\nThe council will hear the firms on Friday.\n", TestContext.Current.CancellationToken);
        var saved = Path.Combine(newsroom.Folder, "saved.html");
        await File.WriteAllTextAsync(saved, Page("A saved page"), TestContext.Current.CancellationToken);
        string[] sources = [text, $"{site}/page", saved, $"{site}/moved", $"{site}/latin", $"{site}/gone", $"{site}/pdf", $"{site}/away", $"{site}/round", Path.Combine(newsroom.Folder, "none.html")];

        var outcome = await newsroom.Get<ImportPages>().RunAsync(sources, new ImportOptions(), (_, _) => { }, TestContext.Current.CancellationToken);
        var report = outcome.Value!;

        Assert.Equal((5, 5, 1), (report.Counts.Articles, report.Counts.Drafts, report.Counts.People));
        await using (var db = newsroom.Db())
        {
            Assert.Equal(["A captured page", "A fetched page", "A moved page", "A saved page", "Bogotá, señal “débil”"], await db.Set<Article>().Select(a => a.Title).OrderBy(t => t).ToListAsync(TestContext.Current.CancellationToken));
        }
        Assert.Equal(
            [$"{site}/away", $"{site}/gone", $"{site}/pdf", $"{site}/round", "none.html"],
            report.Warnings.Where(w => w.Code is "fetch" or "not_a_page" or "no_file").Select(w => w.Item).Order(StringComparer.Ordinal));
        Assert.Contains(report.Warnings, w => w.Item.EndsWith("/gone", StringComparison.Ordinal) && w.Message.EndsWith("answered 404.", StringComparison.Ordinal));
        Assert.Contains(report.Warnings, w => w.Item.EndsWith("/pdf", StringComparison.Ordinal) && w.Message.Contains("neither a web page nor plain text", StringComparison.Ordinal));

        var again = await newsroom.Get<ImportPages>().RunAsync(sources, new ImportOptions(), (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal(new ImportCounts { Unchanged = 5 }, again.Value!.Counts);
    }

    [Theory]
    [InlineData("/gone", "fetch", "answered 404")]
    [InlineData("/large", "too_large", "more than 41 MB")]
    [InlineData("/silent", "fetch", "sent nothing for 1 seconds")]
    [InlineData("/stuck", "fetch", "sent nothing for 1 seconds")]
    [InlineData("/drop", "fetch", "could not be fetched")]
    [InlineData("/empty", "empty", "is empty")]
    public async Task What_cannot_be_fetched_is_refused_with_a_sentence(string path, string code, string says)
    {
        await using var server = await ServeAsync();
        await using var newsroom = await TestNewsroom.OpenAsync(settings: ("Import:Patience", "00:00:00.9"));

        var outcome = await newsroom.Get<ImportPages>().RunAsync([server.Urls.Single() + path], new ImportOptions(), (_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal(code, outcome.Refusal?.Code);
        Assert.Contains(says, outcome.Refusal!.Message, StringComparison.Ordinal);
        Assert.Contains(server.Urls.Single(), outcome.Refusal.Message, StringComparison.Ordinal);
    }

    private static string Page(string title) => $"<!doctype html><html lang=\"en\"><head><title>{title}</title></head><body><nav>Home</nav><article><h1>{title}</h1><p>Eleven people waited on the landing stage for a boat that did not come that day, nor on any of the days after it.</p><p>The council will hear the three firms on Friday, and the stage will be swept before.</p></article></body></html>";

    private static async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseShutdownTimeout(TimeSpan.Zero);
        var server = builder.Build();
        server.Run(AnswerAsync);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        switch (context.Request.Path.Value)
        {
            case "/page":
                await response.WriteAsync(Page("A fetched page"));
                break;
            case "/moved":
                response.Redirect("/there");
                break;
            case "/there":
                await response.WriteAsync(Page("A moved page"));
                break;
            case "/latin":
                response.ContentType = "text/html; charset=windows-1252";
                Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
                await response.Body.WriteAsync(Encoding.GetEncoding(1252).GetBytes(Page("Bogotá, señal “débil”")));
                break;
            case "/pdf":
                await response.Body.WriteAsync(new byte[] { 0x25, 0x50, 0x44, 0x46, 0, 0, 0, 0, 0xFF, 0, 0, 0, 1, 2, 3, 0 });
                break;
            case "/away":
                response.Redirect("file:///etc/passwd");
                break;
            case "/round":
                response.Redirect("/round");
                break;
            case "/large":
                for (var sent = 0; sent < 50 && !context.RequestAborted.IsCancellationRequested; sent++)
                {
                    await response.Body.WriteAsync(new byte[1 << 20], context.RequestAborted);
                }
                break;
            case "/drop":
                response.ContentLength = 10_000;
                await response.WriteAsync("<html><body><p>Half");
                await response.Body.FlushAsync();
                context.Abort();
                break;
            case "/stuck":
                await response.WriteAsync("<html><body><p>Half");
                await response.Body.FlushAsync();
                goto case "/silent";
            case "/silent":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "/empty":
                break;
            default:
                response.StatusCode = 404;
                break;
        }
    }
}
