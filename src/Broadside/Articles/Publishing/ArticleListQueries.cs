using Broadside.Articles.Writing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Publishing;

/// <summary>The desk's list of articles, whatever their number: a page at a time, what was touched last first.</summary>
public sealed class ArticleListQueries(IDbContextFactory<NewsroomDb> dbs, Catalogue catalogue)
{
    /// <summary>What is asked for; absent: everything.</summary>
    public sealed record Filter
    {
        public ArticleState? Stage { get; init; }

        /// <summary>Id of a person: articles that they write or have now.</summary>
        public string? Of { get; init; }

        /// <summary>Slug of a topic.</summary>
        public string? Topic { get; init; }

        /// <summary>BCP 47.</summary>
        public string? Language { get; init; }

        /// <summary>A piece of the title.</summary>
        public string? Text { get; init; }
    }

    /// <summary>Where a page of the list ended.</summary>
    public sealed record Place(DateTimeOffset At, string Id);

    /// <summary>An article on the list, and who saved its draft.</summary>
    public sealed record Row(Article Article, string? SavedBy)
    {
        /// <summary>Readers have one text, and another one waits.</summary>
        public bool IsChanged => Article.State == ArticleState.Published && Article.Stage != ArticleState.Published;
    }

    public async Task<IReadOnlyList<Row>> LatestAsync(Filter filter, Place? after, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var wanted = Wanted(db, filter);
        if (after is not null)
        {
            wanted = wanted.Where(a => a.UpdatedAt <= after.At && (a.UpdatedAt < after.At || a.Id.CompareTo(after.Id) < 0));
        }
        var articles = await wanted.OrderByDescending(a => a.UpdatedAt).ThenByDescending(a => a.Id).Take(count).ToListAsync(cancel);
        var ids = articles.Select(a => a.Id).ToList();
        var drafts = await db.Set<Draft>().Where(d => ids.Contains(d.ArticleId)).Select(d => new { d.ArticleId, d.SavedBy }).ToDictionaryAsync(d => d.ArticleId, d => d.SavedBy, cancel);
        return [.. articles.Select(a => new Row(a, drafts.GetValueOrDefault(a.Id)))];
    }

    /// <summary>How many stand at each stage. What readers have is counted in memory: only the others are rows to count, and those are few.</summary>
    public async Task<IReadOnlyDictionary<ArticleState, int>> CountsAsync(CancellationToken cancel)
    {
        ArticleState[] others = [.. Enum.GetValues<ArticleState>().Where(s => s != ArticleState.Published)];
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = await db.Set<Article>().Where(a => others.Contains(a.Stage)).GroupBy(a => new { a.Stage, IsLive = a.State == ArticleState.Published })
            .Select(g => new { g.Key.Stage, g.Key.IsLive, Count = g.Count() }).ToListAsync(cancel);
        var counts = rows.GroupBy(r => r.Stage).ToDictionary(g => g.Key, g => g.Sum(r => r.Count));
        var published = catalogue.Count(ListKey.All) + catalogue.Count(ListKey.Pages) - rows.Where(r => r.IsLive).Sum(r => r.Count);
        if (published > 0)
        {
            counts[ArticleState.Published] = published;
        }
        return counts;
    }

    private static IQueryable<Article> Wanted(NewsroomDb db, Filter filter)
    {
        var all = db.Set<Article>().AsNoTracking();
        if (filter.Of is { } person)
        {
            all = db.Set<ArticleWriter>().Where(w => w.StaffId == person).Join(all, w => w.ArticleId, a => a.Id, (w, a) => a);
        }
        if (filter.Stage is { } stage)
        {
            all = all.Where(a => a.Stage == stage);
        }
        if (filter.Language is { } language)
        {
            all = all.Where(a => a.Language == language);
        }
        if (filter.Topic is { } topic)
        {
            var between = $"|{topic}|";
            all = all.Where(a => a.Topics.Contains(between));
        }
        if (filter.Text is { } text)
        {
            var folded = Article.Fold(text);
            all = all.Where(a => a.TitleFolded.Contains(folded));
        }
        return all;
    }
}
