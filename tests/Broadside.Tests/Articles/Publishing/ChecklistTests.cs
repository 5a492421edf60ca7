using System.Net;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Tests.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Articles.Publishing;

public sealed class ChecklistTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_an_editor_would_want_to_know_is_told_with_its_place(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var content = Drafts.Fresh("a", new string('x', 91), "Some text TK here.", string.Join(' ', Enumerable.Repeat("word", 150))) with
        {
            Blocks =
            [
                new Paragraph { Id = "tk", Text = "Some text TK here." },
                new Paragraph { Id = "long", Text = string.Join(' ', Enumerable.Repeat("word", 150)) },
                new Figure { Id = "gone", Caption = "A bridge" },
                new Figure { Id = "noalt", Media = new string('a', 64) },
                new Figure { Id = "nocredit", Media = new string('a', 64), Alt = "A bridge." },
            ],
        };

        Assert.Equal(
            ["alt@noalt", "byline@bylines", "credit@nocredit", "headline@title", "picture_missing@gone", "sources@", "standfirst@standfirst", "tk@tk"],
            await FindAsync(newsroom, content));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_host_is_new_until_something_that_links_to_it_is_published(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var content = Linking("a", "https://Council.Example/minutes");

        Assert.Contains("new_host@p0", await FindAsync(newsroom, content));
        await newsroom.PublishAsync(content, Linking("b", "https://other.example/"));

        Assert.DoesNotContain("new_host@p0", await FindAsync(newsroom, Linking("c", "https://council.example/else")));
        await using var db = newsroom.Db();
        Assert.Equal(["council.example", "other.example"], await db.Set<LinkHost>().OrderBy(h => h.Host).Select(h => h.Host).ToListAsync(Cancel));
        Assert.Equal("article/a", (await db.Set<LinkHost>().SingleAsync(h => h.Host == "council.example", Cancel)).Subject);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_change_of_what_readers_have_asks_for_a_correction(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var live = (await newsroom.PublishAsync(Newspaper.Article("a", "Bridge", "Closed.")))[0];

        Assert.DoesNotContain("correction@correction", await FindAsync(newsroom, live));
        Assert.Contains("correction@correction", await FindAsync(newsroom, live with { Title = "Bridges" }));
        Assert.DoesNotContain("correction@correction", await FindAsync(newsroom, live with { Title = "Bridges", Corrections = [new Correction(CorrectionKind.Correction, "There are two.", Newspaper.Noon)] }));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Links_are_looked_at_when_somebody_asks_and_dead_ones_are_told(string engine)
    {
        var asked = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var elsewhere = WebApplication.CreateSlimBuilder().Build();
        elsewhere.Urls.Add("http://127.0.0.1:0");
        elsewhere.Run(context =>
        {
            asked.Add($"{context.Request.Method} {context.Request.Path}");
            context.Response.StatusCode = context.Request.Path.Value switch
            {
                "/good" => 200,
                "/get-only" => HttpMethods.IsHead(context.Request.Method) ? 405 : 200,
                "/moved" => 301,
                "/round" => 302,
                "/busy" => 503,
                _ => 404,
            };
            context.Response.Headers.Location = context.Request.Path.Value switch { "/moved" => "/good", "/round" => "/round", _ => default };
            return Task.CompletedTask;
        });
        await elsewhere.StartAsync(Cancel);
        var host = elsewhere.Urls.First();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton(new LinkClient(_ => true)));
        var content = Linking("a", "/good", "/get-only", "/moved", "/round", "/busy", "/gone") with { Slug = "a" };
        content = content with { Blocks = [.. content.Blocks.OfType<Paragraph>().Select(p => p with { Marks = [p.Marks![0] with { Value = host + p.Marks[0].Value }] })] };
        await newsroom.Get<SaveDraft>().RunAsync(content, Actor.Operator, Cancel);

        Assert.Equal(6, (await newsroom.Get<StartLinkCheck>().RunAsync("a", Actor.Operator, Cancel)).Value);
        Assert.Equal(new LinkCheckQueries.Progress(6, 0, 6), await newsroom.Get<LinkCheckQueries>().ProgressAsync(content, Cancel));
        Assert.Empty(asked);
        using var runner = ActivatorUtilities.CreateInstance<JobRunner>(newsroom.Services);
        await runner.RunDueAsync(Cancel);

        Assert.Equal(new LinkCheckQueries.Progress(6, 6, 0), await newsroom.Get<LinkCheckQueries>().ProgressAsync(content, Cancel));
        Assert.Equal(["dead_link@p5", "unsure_link@p3", "unsure_link@p4"], (await FindAsync(newsroom, content)).Where(f => f.Contains("_link", StringComparison.Ordinal)));
        Assert.DoesNotContain(asked, a => a.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_neighbour_of_this_machine_is_asked()
    {
        using var client = new LinkClient(_ => false);

        Assert.Equal((LinkLookState.Unsure, "no answer"), await client.LookAsync("http://127.0.0.1:9/", Cancel));
        Assert.Equal(LinkLookState.Unsure, (await client.LookAsync("http://[::1]/", Cancel)).State);
        Assert.Equal(LinkLookState.Unsure, (await client.LookAsync("http://169.254.169.254/latest/meta-data/", Cancel)).State);
        Assert.Equal(LinkLookState.Unsure, (await client.LookAsync("http://exa mple/", Cancel)).State);
    }

    private static ArticleContent Linking(string id, params string[] addresses) => Drafts.Fresh(id, "Links") with
    {
        Blocks = [.. addresses.Select((a, i) => new Paragraph { Id = $"p{i}", Text = "Here.", Marks = [new Mark(0, 4, MarkKind.Link, a)] })],
    };

    private static async Task<IReadOnlyList<string>> FindAsync(TestNewsroom newsroom, ArticleContent content)
    {
        var article = new Article { Id = content.Id, Slug = content.Slug, Language = content.Language, Title = content.Title };
        var live = newsroom.Get<Catalogue>().ById(content.Id) is { } entry ? await newsroom.Get<ArticleReader>().ReadAsync(entry, Cancel) : null;
        var found = await newsroom.Get<Checklist>().RunAsync(new PublishCase(article, content, live), Cancel);
        return [.. found.Select(f => $"{f.Code}@{f.Place}").Order(StringComparer.Ordinal)];
    }
}
