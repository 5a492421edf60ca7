using Broadside.Articles;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Staff;

namespace Broadside.Tests.Articles;

public sealed class StandardPagesTests
{
    private static readonly PageAnswers Answers = new()
    {
        Language = "en",
        Owner = "Harbour Press Co-operative",
        Place = "Vell, Norrland",
        Since = "2019",
        Editor = "Ada Lind",
        Email = "desk@example.org",
        Funding = "Readers pay for us.",
    };

    [Theory, ClassData(typeof(Engines))]
    public async Task A_few_answers_make_six_published_pages_in_the_foot_of_the_site(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var made = await newsroom.Get<MakeStandardPages>().RunAsync(Answers, Actor.Operator, default);
        Assert.True(made.IsDone);
        Assert.Equal(["/about/", "/masthead/", "/ethics/", "/ownership/", "/privacy/", "/contact/"], made.Value.Select(p => p.Address));
        Assert.All(made.Value, p => Assert.NotNull(newsroom.Get<Catalogue>().ByAddress(p.Address)));
        Assert.Equal(6, newsroom.Get<SiteRecord>().Read<Menus>(Menus.Part).Foot.Count);
        Assert.Equal("/ethics/", newsroom.Get<SiteRecord>().Read<Identity>(Identity.Part).PublishingPrinciples);
        Assert.DoesNotContain(made.Value, p => p.Blocks.Any(b => ContentWalk.Texts(b).Any(t => t.Text.Contains('{', StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_page_that_an_editor_changed_is_left_alone()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.Get<MakeStandardPages>().RunAsync(Answers, Actor.Operator, default);
        var about = (await newsroom.Get<ArticleQueries>().ContentAsync("page-about-en", default))!;
        await newsroom.Get<SaveDraft>().RunAsync(about with { Title = "Who we are" }, Actor.Operator, default);
        Assert.True((await newsroom.Get<PublishArticle>().RunAsync(about.Id, Actor.Operator, "a better headline", default)).IsDone);
        var again = await newsroom.Get<MakeStandardPages>().RunAsync(Answers, Actor.Operator, default);
        Assert.Equal(5, again.Value!.Count);
        Assert.Equal("Who we are", (await newsroom.Get<ArticleQueries>().ContentAsync("page-about-en", default))!.Title);
    }

    [Theory, ClassData(typeof(Engines))]
    [Trait("Defence", "held-links")]
    public async Task An_answer_brings_no_link_into_pages_that_stand(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var made = await newsroom.Get<MakeStandardPages>().RunAsync(Answers, Actor.Operator, default);
        newsroom.Time.Advance(TimeSpan.FromDays(3));
        var planted = Answers with { Funding = "[Readers](https://casino.example/) pay for us each month." };
        var editor = await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(Role.Editor));
        var owner = await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(Role.Owner));

        Assert.Equal("velocity_many", (await newsroom.Get<MakeStandardPages>().RunAsync(planted, editor, default)).Refusal?.Code);
        Assert.Equal("held", (await newsroom.Get<MakeStandardPages>().RunAsync(planted, owner, default)).Refusal?.Code);
        foreach (var page in made.Value!)
        {
            var content = (await newsroom.Get<ArticleQueries>().ContentAsync(page.Id, default))!;
            Assert.Empty(ContentWalk.Hosts(content));
            Assert.Equal(page.PublishedAt, content.PublishedAt);
        }
        Assert.True((await newsroom.Get<MakeStandardPages>().RunAsync(planted, owner with { IsFreshByPasskey = true }, default)).IsDone);
    }

    [Fact]
    public async Task Pages_are_made_in_English_and_Spanish_only()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var refused = await newsroom.Get<MakeStandardPages>().RunAsync(Answers with { Language = "xx" }, Actor.Operator, default);
        Assert.Equal("language", refused.Refusal!.Code);
    }
}
