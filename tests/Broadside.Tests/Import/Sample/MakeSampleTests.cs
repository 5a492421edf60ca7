using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Import.Sample;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Import.Sample;

public sealed class MakeSampleTests
{
    [Theory]
    [InlineData(Engines.Sqlite)]
    [InlineData(Engines.Postgres)]
    public async Task The_sample_is_published_with_every_photo_and_file_in_place(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);

        var made = await MakeAsync(newsroom);

        Assert.Equal((23, 8), (made.Articles, made.Pages));
        Assert.Equal(["ar", "en", "es"], made.Languages);
        Assert.Equal("The Sarrel Sounding", newsroom.Get<SiteRecord>().Read<Identity>(Identity.Part).Name);
        var reader = newsroom.Get<ArticleReader>();
        foreach (var id in SampleOutlet.Read(newsroom.Time.GetUtcNow(), []).Contents.Select(c => c.Id))
        {
            var content = await reader.ReadAsync(reader.Find(id)!, TestContext.Current.CancellationToken);
            Assert.NotEmpty(content!.Address);
            Assert.All(Figures(content), f => Assert.True(f is { Media.Length: 64, Source: null, Width: 1600, Height: 1067, Alt.Length: > 20, Caption.Length: > 10, Credit.Length: > 5 }, f.Source));
            Assert.All(content.Blocks.OfType<Audio>(), a => Assert.True(a is { Media.Length: 64, MediaType: "audio/mpeg", Seconds: 40 }));
            Assert.All(content.Blocks.OfType<FileBlock>(), f => Assert.True(f is { Media.Length: 64, MediaType: "application/pdf" }));
        }
    }

    [Fact]
    public async Task A_second_run_changes_nothing_even_on_a_later_day()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await MakeAsync(newsroom);
        var before = await VersionsAsync(newsroom);
        newsroom.Time.Advance(TimeSpan.FromDays(40));

        var again = await MakeAsync(newsroom);

        Assert.True(again.Nothing);
        Assert.Equal(before, await VersionsAsync(newsroom));
    }

    [Fact]
    public async Task An_outlet_that_has_a_name_keeps_it()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.Get<WriteSiteRecord>().RunAsync(Identity.Part, new Identity { Name = "Our own paper" }, Actor.Operator, "named", TestContext.Current.CancellationToken);

        await MakeAsync(newsroom);

        Assert.Equal("Our own paper", newsroom.Get<SiteRecord>().Read<Identity>(Identity.Part).Name);
    }

    [Fact]
    public async Task An_article_of_the_sample_that_was_withdrawn_stays_withdrawn()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await MakeAsync(newsroom);
        var id = SampleIds.Article("foghorn");
        await newsroom.Get<TakeDownArticle>().RunAsync(id, "Too loud.", Actor.Operator, TestContext.Current.CancellationToken);

        await MakeAsync(newsroom);

        Assert.True(newsroom.Get<ArticleReader>().Find(id)!.IsGone);
    }

    private static Task<MakeSample.Made> MakeAsync(TestNewsroom newsroom) =>
        newsroom.Get<MakeSample>().RunAsync(Actor.Operator, TestContext.Current.CancellationToken);

    private static async Task<int> VersionsAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<VersionRow>().CountAsync(TestContext.Current.CancellationToken);
    }

    private static IEnumerable<Figure> Figures(ArticleContent content) =>
        content.Blocks.OfType<Figure>().Concat(content.Blocks.OfType<Gallery>().SelectMany(g => g.Figures)).Concat(content.Lead is { } lead ? [lead] : []);
}
