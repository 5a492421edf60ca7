using Broadside.Articles.Review;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Publishing;

/// <summary>Articles that wait for a person: given to them, returned to them, to be reviewed, ready to go out.</summary>
internal sealed class ArticleInbox(IDbContextFactory<NewsroomDb> dbs) : IInbox
{
    public async Task<IReadOnlyList<InboxEntry>> WaitingAsync(Actor who, DateTimeOffset? before, int count, CancellationToken cancel)
    {
        if (!who.May(Right.Translate))
        {
            return [];
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var until = before ?? DateTimeOffset.MaxValue;
        var all = db.Set<Article>().AsNoTracking().Where(a => a.UpdatedAt < until);
        var waiting = new List<(string Kind, Article Article)>();
        waiting.AddRange(await TakeAsync("assigned", all.Where(a => a.AssignedTo == who.Id && (a.Stage == ArticleState.Draft || a.Stage == ArticleState.Ready)), count, cancel));
        var theirs = db.Set<ArticleWriter>().Where(w => w.StaffId == who.Id).Join(all, w => w.ArticleId, a => a.Id, (w, a) => a);
        waiting.AddRange(await TakeAsync("returned", theirs.Where(a => a.Stage == ArticleState.Draft), count, cancel));
        if (who.May(Right.Review))
        {
            waiting.AddRange(await TakeAsync("review", all.Where(a => a.Stage == ArticleState.InReview), count, cancel));
        }
        if (who.May(Right.Publish) && who.May(Right.EditOthers))
        {
            waiting.AddRange(await TakeAsync("ready", all.Where(a => a.Stage == ArticleState.Ready), count, cancel));
        }
        var steps = await LastStepsAsync(db, [.. waiting.Select(w => w.Article.Id).Distinct()], cancel);
        return [.. waiting
            .Where(w => w.Kind != "returned" || steps.GetValueOrDefault(w.Article.Id)?.Kind == ReviewStepKind.Returned)
            .Select(w => Entry(w.Kind, w.Article, steps.GetValueOrDefault(w.Article.Id)))
            .OrderByDescending(e => e.At).DistinctBy(e => (e.Kind, e.Address)).Take(count)];
    }

    private static async Task<IEnumerable<(string Kind, Article Article)>> TakeAsync(string kind, IQueryable<Article> articles, int count, CancellationToken cancel) =>
        (await articles.OrderByDescending(a => a.UpdatedAt).ThenByDescending(a => a.Id).Take(count).ToListAsync(cancel)).Select(a => (kind, a));

    private static async Task<Dictionary<string, ReviewStep>> LastStepsAsync(NewsroomDb db, List<string> ids, CancellationToken cancel)
    {
        var steps = await db.Set<ReviewStep>().AsNoTracking().Where(s => ids.Contains(s.ArticleId)).ToListAsync(cancel);
        return steps.GroupBy(s => s.ArticleId).ToDictionary(g => g.Key, g => g.MaxBy(s => (s.At, s.Id))!);
    }

    private static InboxEntry Entry(string kind, Article article, ReviewStep? step)
    {
        var said = kind == "assigned" ? null : step;
        return new InboxEntry("article_" + kind, article.Title, $"/desk/articles/{article.Id}/publish", article.UpdatedAt, said?.Who, said?.Note);
    }
}
