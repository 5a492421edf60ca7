using System.Text;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Site;

public sealed class PageCacheTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_ask_at_once_a_page_is_rendered_once()
    {
        var source = new Titles { Gate = new TaskCompletionSource() };
        await using var newsroom = await OpenAsync(source);
        var cache = newsroom.Get<PageCache>();

        var asking = Enumerable.Range(0, 100).Select(_ => Task.Run(() => cache.GetAsync("/wire/a", Cancel))).ToList();
        await source.Rendering.Task;
        source.Gate.SetResult();
        var pages = await Task.WhenAll(asking);

        Assert.Equal(1, cache.Rendered);
        Assert.Single(pages.Distinct());
    }

    [Fact]
    [Trait("Defence", "page-stale-while-rendered")]
    public async Task What_changes_while_a_page_is_rendered_is_in_the_page()
    {
        var source = new Titles { Gate = new TaskCompletionSource() };
        await using var newsroom = await OpenAsync(source);
        var asking = newsroom.Get<PageCache>().GetAsync("/wire/a", Cancel);
        await source.Rendering.Task;

        await newsroom.PublishAsync(Newspaper.Article("a", "Second") with { Address = "/2026/11/a/" });
        source.Gate.SetResult();

        Assert.Equal("Second", Text(await asking));
        Assert.Equal("Second", Text(await newsroom.Get<PageCache>().GetAsync("/wire/a", Cancel)));
    }

    [Fact]
    [Trait("Defence", "page-staleness")]
    public async Task A_change_makes_the_pages_stale_that_read_it_and_no_others()
    {
        await using var newsroom = await OpenAsync(new Titles());
        var cache = newsroom.Get<PageCache>();
        var (a, b) = (await cache.GetAsync("/wire/a", Cancel), await cache.GetAsync("/wire/b", Cancel));

        await newsroom.PublishAsync(Newspaper.Article("a", "Second") with { Address = "/2026/11/a/" });

        Assert.Equal(("First", "Second"), (Text(a), Text(await cache.GetAsync("/wire/a", Cancel))));
        Assert.Same(b, await cache.GetAsync("/wire/b", Cancel));
    }

    [Fact]
    public async Task A_rendering_that_fails_is_tried_again_by_the_next_who_asks()
    {
        var source = new Titles { Fails = true };
        await using var newsroom = await OpenAsync(source);

        await Assert.ThrowsAsync<InvalidOperationException>(() => newsroom.Get<PageCache>().GetAsync("/wire/a", Cancel));
        source.Fails = false;

        Assert.Equal("First", Text(await newsroom.Get<PageCache>().GetAsync("/wire/a", Cancel)));
    }

    [Fact]
    public async Task The_cache_keeps_within_its_room_and_what_is_asked_for_again_stays_longest()
    {
        var source = new Titles();
        await using var newsroom = await OpenAsync(source);
        var cache = newsroom.Get<PageCache>();
        for (var i = 0; i < 200; i++)
        {
            await cache.GetAsync($"/wire/big/{i}", Cancel);
            await cache.GetAsync("/wire/a", Cancel);
        }

        Assert.InRange(cache.Held.Sum(p => (long)p.Page.Body.Length), 64 << 10, 1 << 20);
        Assert.Equal(1, source.Rendered);
    }

    [Fact]
    public async Task A_page_made_from_a_lost_site_record_is_not_shown()
    {
        await using var newsroom = await OpenAsync(new Titles());
        await newsroom.AlterAsync("DELETE FROM versions");
        await newsroom.CloseAsync();
        File.Delete(Path.Combine(newsroom.Folder, "versions", "000001.log"));
        await newsroom.OpenAgainAsync();

        Assert.Null(await newsroom.Get<PageCache>().GetAsync("/wire/site", Cancel));
    }

    private static string Text(CachedPage? page) => Encoding.UTF8.GetString(page!.Page.Body);

    private static async Task<TestNewsroom> OpenAsync(Titles source)
    {
        var newsroom = await TestNewsroom.OpenAsync(
            Engines.Sqlite,
            services => services.AddSingleton<IPageSource>(provider => source.Of(provider)),
            ("Site:PageCacheMegabytes", "1"));
        await newsroom.PublishAsync(Newspaper.Article("a", "First"), Newspaper.Article("b", "Other"));
        return newsroom;
    }

    /// <summary>Pages that are an article's title, in the order note, read, wait.</summary>
    private sealed class Titles : IPageSource
    {
        private IServiceProvider? services;

        public TaskCompletionSource? Gate { get; init; }

        public TaskCompletionSource Rendering { get; } = new();

        public bool Fails { get; set; }

        public IEnumerable<string> Paths() => [];

        public int Rendered { get; private set; }

        public Titles Of(IServiceProvider provider)
        {
            services = provider;
            return this;
        }

        public PageRender? Find(string path) => path switch
        {
            "/wire/site" => (notes, _) =>
            {
                notes.Note("site/identity");
                return Task.FromResult<Page?>(new Page("text/plain", Encoding.UTF8.GetBytes(services!.GetRequiredService<SiteRecord>().Read<Identity>(Identity.Part).Name)));
            }
            ,
            _ when path.StartsWith("/wire/big/", StringComparison.Ordinal) => (_, _) => Task.FromResult<Page?>(new Page("text/plain", new byte[64 << 10])),
            _ when path.StartsWith("/wire/", StringComparison.Ordinal) => (notes, cancel) => TitleAsync(path["/wire/".Length..], notes, cancel),
            _ => null,
        };

        private async Task<Page?> TitleAsync(string id, PageNotes notes, CancellationToken cancel)
        {
            notes.Note(Article.Subject(id));
            var content = await services!.GetRequiredService<ArticleReader>().ReadAsync(services!.GetRequiredService<Catalogue>().ById(id)!, cancel);
            Rendered++;
            Rendering.TrySetResult();
            if (Gate is not null)
            {
                await Gate.Task;
            }
            return Fails ? throw new InvalidOperationException("Not now.") : new Page("text/plain", Encoding.UTF8.GetBytes(content!.Title));
        }
    }
}
