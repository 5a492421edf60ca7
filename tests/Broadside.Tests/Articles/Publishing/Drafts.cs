using Broadside.Articles;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Tests.Desk;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Articles.Publishing;

/// <summary>Drafts for tests of what happens on the way to readers.</summary>
internal static class Drafts
{
    /// <summary>Keeps a draft whose writer is the person who is signed in there.</summary>
    public static async Task<Draft> WriteAsync(this TestDesk desk, ArticleContent content, DeskClient? writer = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var saved = await desk.Get<SaveDraft>().RunAsync(content, Actor.Operator with { Id = writer?.Member?.Id ?? "operator", Name = writer?.Member?.Name ?? "operator" }, cancel);
        if (writer?.Member is { } member)
        {
            await using var db = desk.Db();
            await Writers.AddAsync(db, content.Id, member.Id, desk.Time.GetUtcNow(), cancel);
            await db.SaveChangesAsync(cancel);
        }
        return saved.Value!;
    }

    public static async Task<Draft?> GetDraftAsync(this TestDesk desk, string id)
    {
        await using var db = desk.Db();
        return await db.Set<Draft>().AsNoTracking().SingleOrDefaultAsync(d => d.ArticleId == id, TestContext.Current.CancellationToken);
    }

    public static ArticleContent Fresh(string id, string title, params string[] paragraphs) => Newspaper.Article(id, title, paragraphs) with { PublishedAt = null };

    /// <summary>Presses "Publish now", as the page offers it now.</summary>
    public static async Task<DeskClient.Answer> PressPublishAsync(this DeskClient browser, string id, params (string Name, string Value)[] more)
    {
        var page = await browser.GetAsync($"/desk/articles/{id}/publish");
        var revision = page.Document.QuerySelector("input[name=Revision]")?.GetAttribute("value") ?? "";
        return await browser.SubmitAsync($"/desk/articles/{id}/publish", $"/desk/articles/{id}/publish?handler=Now", [("Revision", revision), .. more]);
    }
}
