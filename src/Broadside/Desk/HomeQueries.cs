using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Reports;
using Broadside.Staff;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Desk;

/// <summary>What a person finds when they come to the desk.</summary>
public sealed class HomeQueries(IDbContextFactory<NewsroomDb> dbs, Catalogue catalogue)
{
    private const int Shown = 8;
    private const int MostNews = 50;

    // What every owner is told of: who came in, and whatever changes who can.
    private static readonly string[] AtTheDoors =
    [
        "sign in", "failed sign-ins", "set up", "join", "invite", "reset", "new way in", "change role", "remove person", "new passkey", "remove passkey",
        "set password", "remove password", "codes on", "codes off", "new recovery codes", "ask", "agree", "take back", "time is up",
    ];

    private static readonly string[] ComingIn = ["sign in", "set up", "join", "new way in"];

    /// <summary>One's own draft, with the address where readers have an older text.</summary>
    public sealed record OwnDraft(string Id, string Title, DateTimeOffset SavedAt, ArticleState State);

    public sealed record Published(string Id, string Title, string Address, DateTimeOffset At);

    public async Task<IReadOnlyList<OwnDraft>> DraftsAsync(Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Draft>().Where(d => d.SavedById == who.Id).OrderByDescending(d => d.SavedAt).Take(Shown)
            .Join(db.Set<Article>(), d => d.ArticleId, a => a.Id, (d, a) => new OwnDraft(a.Id, a.Title, d.SavedAt, a.State)).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<Published>> RecentAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = await db.Set<Article>().AsNoTracking().Where(a => a.State == ArticleState.Published && a.Kind == ArticleKind.Article && a.PublishedAt != null)
            .OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).Take(Shown).ToListAsync(cancel);
        return [.. rows.Select(a => new Published(a.Id, a.Title, a.Address, a.PublishedAt!.Value))];
    }

    /// <summary>How many stand in each state before publication.</summary>
    public async Task<IReadOnlyDictionary<ArticleState, int>> CountsAsync(CancellationToken cancel)
    {
        ArticleState[] before = [ArticleState.Draft, ArticleState.InReview, ArticleState.Ready, ArticleState.Scheduled];
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Article>().Where(a => before.Contains(a.State)).GroupBy(a => a.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
    }

    public int PublishedCount() => catalogue.Count(ListKey.All);

    /// <summary>Standing alarms, newest first.</summary>
    public async Task<IReadOnlyList<Alarm>> AlarmsAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Alarm>().AsNoTracking().Where(a => a.ClearedAt == null).OrderByDescending(a => a.SeenAt).ToListAsync(cancel);
    }

    public async Task<int> ReportsAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<ErrorReport>().CountAsync(r => r.State == ErrorReportState.Open, cancel);
    }

    /// <summary>What happened at the newsroom's doors since this owner last said that they had seen it, oldest first; that they came in themselves is no news.</summary>
    public async Task<IReadOnlyList<AuditRow>> NewsAsync(StaffMember owner, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<AuditRow>().AsNoTracking()
            .Where(a => a.Seq > owner.ToldSeq && AtTheDoors.Contains(a.What) && !(a.Who == owner.Id && ComingIn.Contains(a.What)))
            .OrderBy(a => a.Seq).Take(MostNews).ToListAsync(cancel);
    }
}
