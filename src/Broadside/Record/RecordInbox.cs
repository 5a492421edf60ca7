using Broadside.Articles;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Record.Anchoring;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record;

/// <summary>Articles whose claims lost their words, or may have, when they were last published: their writers and the editors look.</summary>
internal sealed class RecordInbox(IDbContextFactory<NewsroomDb> dbs) : IInbox
{
    public async Task<IReadOnlyList<InboxEntry>> WaitingAsync(Actor who, DateTimeOffset? before, int count, CancellationToken cancel)
    {
        if (!who.May(Right.Write))
        {
            return [];
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var until = before ?? DateTimeOffset.MaxValue;
        var lost = db.Set<AnchorRow>().Where(a => (a.State == AnchorState.Fuzzy || a.State == AnchorState.Orphaned) && a.CheckedAt < until);
        if (!who.May(Right.EditOthers))
        {
            lost = lost.Where(a => db.Set<ArticleWriter>().Any(w => w.ArticleId == a.Article && w.StaffId == who.Id));
        }
        var waiting = await lost.GroupBy(a => a.Article).Select(g => new { Article = g.Key, At = g.Max(a => a.CheckedAt), Text = g.Max(a => a.Exact) })
            .Join(db.Set<Article>(), g => g.Article, a => a.Id, (g, a) => new { g.Article, g.At, g.Text, a.Title })
            .OrderByDescending(w => w.At).ThenBy(w => w.Article).Take(count).ToListAsync(cancel);
        return [.. waiting.Select(w => new InboxEntry("record_anchors", w.Title, $"/desk/articles/{w.Article}/record", w.At, Text: w.Text))];
    }
}
