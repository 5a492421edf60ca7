using Broadside.Articles;
using Broadside.Articles.Review;
using Broadside.Guard;
using Broadside.Tests.Guard;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Articles.Review;

public sealed class ReviewTests
{
    private static readonly Actor Writer = Actor.Operator with { Id = "w", Name = "Ana Ruiz" };
    private static readonly Actor Editor = Actor.Operator with { Id = "e", Name = "Tom Okafor" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_draft_goes_to_the_editors_and_back_and_every_note_is_kept(string engine)
    {
        await using var newsroom = await OpenAsync(engine);

        Assert.True((await newsroom.Get<SubmitArticle>().RunAsync("a", "Please check the figures.", Writer, Cancel)).IsDone);
        Assert.Equal(ArticleState.InReview, await StateAsync(newsroom));
        Assert.True((await newsroom.Get<ReturnArticle>().RunAsync("a", "The second source is missing.", Editor, Cancel)).IsDone);
        Assert.Equal(ArticleState.Draft, await StateAsync(newsroom));
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("a", "First", "With two sources."), Writer, Cancel);
        await newsroom.Get<SubmitArticle>().RunAsync("a", null, Writer, Cancel);
        Assert.True((await newsroom.Get<ApproveArticle>().RunAsync("a", " Good. ", Editor, Cancel)).IsDone);
        Assert.Equal(ArticleState.Ready, await StateAsync(newsroom));

        await using var db = newsroom.Db();
        var steps = await db.Set<ReviewStep>().OrderBy(s => s.Id).ToListAsync(Cancel);
        Assert.Equal(
            [
                (ReviewStepKind.Submitted, "Ana Ruiz", "Please check the figures.", 1),
                (ReviewStepKind.Returned, "Tom Okafor", "The second source is missing.", 1),
                (ReviewStepKind.Submitted, "Ana Ruiz", null, 2),
                (ReviewStepKind.Approved, "Tom Okafor", "Good.", 2),
            ],
            steps.OrderBy(s => s.Revision).ThenBy(s => s.Kind).Select(s => (s.Kind, s.Who, s.Note, s.Revision)).OrderBy(s => s.Revision).ThenBy(s => s.Kind == ReviewStepKind.Submitted ? 0 : 1));
        Assert.Empty(await newsroom.FindAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_save_after_approval_asks_for_approval_again(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.Get<SubmitArticle>().RunAsync("a", null, Writer, Cancel);
        await newsroom.Get<ApproveArticle>().RunAsync("a", null, Editor, Cancel);

        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("a", "First", "Draft words."), Writer, Cancel);
        Assert.Equal(ArticleState.Ready, await StateAsync(newsroom));
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("a", "First", "Other words."), Writer, Cancel);

        Assert.Equal(ArticleState.InReview, await StateAsync(newsroom));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Steps_out_of_order_are_refused(string engine)
    {
        await using var newsroom = await OpenAsync(engine);

        Assert.Equal("state", (await newsroom.Get<ApproveArticle>().RunAsync("a", null, Editor, Cancel)).Refusal?.Code);
        Assert.Equal("state", (await newsroom.Get<ReturnArticle>().RunAsync("a", "No.", Editor, Cancel)).Refusal?.Code);
        await newsroom.Get<SubmitArticle>().RunAsync("a", null, Writer, Cancel);
        Assert.Equal("state", (await newsroom.Get<SubmitArticle>().RunAsync("a", null, Writer, Cancel)).Refusal?.Code);
        Assert.Equal("note", (await newsroom.Get<ReturnArticle>().RunAsync("a", " ", Editor, Cancel)).Refusal?.Code);
        Assert.Equal("unknown", (await newsroom.Get<SubmitArticle>().RunAsync("x", null, Writer, Cancel)).Refusal?.Code);
        await newsroom.Get<PublishArticle>().RunAsync("a", Editor, "A test.", Cancel);
        Assert.Equal("nothing_new", (await newsroom.Get<SubmitArticle>().RunAsync("a", null, Writer, Cancel)).Refusal?.Code);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_next_version_of_a_published_article_is_reviewed_while_readers_keep_the_old_one(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.Get<PublishArticle>().RunAsync("a", Editor, "A test.", Cancel);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("a", "First", "Next words."), Writer, Cancel);

        await newsroom.Get<SubmitArticle>().RunAsync("a", null, Writer, Cancel);
        await newsroom.Get<ApproveArticle>().RunAsync("a", null, Editor, Cancel);

        Assert.Equal(ArticleState.Published, await StateAsync(newsroom));
        await using var db = newsroom.Db();
        Assert.Equal(ArticleState.Ready, (await db.Set<Draft>().SingleAsync(Cancel)).State);
        Assert.Contains("Draft words.", await newsroom.ServedAsync(), StringComparison.Ordinal);
        Assert.Empty(await newsroom.FindAsync());
    }

    private static async Task<TestNewsroom> OpenAsync(string engine)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("a", "First", "Draft words."), Writer, Cancel);
        return newsroom;
    }

    private static async Task<ArticleState> StateAsync(TestNewsroom newsroom) => (await newsroom.Get<ArticleQueries>().FindAsync("a", Cancel))!.State;
}
