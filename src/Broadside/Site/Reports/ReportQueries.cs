using Broadside.Articles;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Reports;

/// <summary>What readers say is wrong, for the desk.</summary>
public sealed class ReportQueries(IDbContextFactory<NewsroomDb> dbs, Catalogue catalogue, ArticleReader reader)
{
    /// <summary>A report with what it is about: the article's title and address, where readers have it.</summary>
    public sealed record About(ErrorReport Report, string? Title, string? Address);

    /// <summary>Newest first, by key.</summary>
    /// <param name="open">Those that wait; else those that were settled.</param>
    /// <param name="before">The last one of the page before; null: from the newest on.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<IReadOnlyList<About>> LatestAsync(bool open, string? before, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var reports = db.Set<ErrorReport>().AsNoTracking().Where(r => open ? r.State == ErrorReportState.Open : r.State != ErrorReportState.Open);
        // Ids sort as they were made, so they are the key.
#pragma warning disable CA1309 // the database compares: ids are the same in every order of letters
        reports = string.IsNullOrEmpty(before) ? reports : reports.Where(r => string.Compare(r.Id, before) < 0);
#pragma warning restore CA1309
        var found = new List<About>();
        foreach (var report in await reports.OrderByDescending(r => r.Id).Take(count).ToListAsync(cancel))
        {
            found.Add(await AboutAsync(report, cancel));
        }
        return found;
    }

    public async Task<About?> FindAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<ErrorReport>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) is { } report ? await AboutAsync(report, cancel) : null;
    }

    private async Task<About> AboutAsync(ErrorReport report, CancellationToken cancel) =>
        report.ArticleId is { } id && catalogue.ById(id) is { IsGone: false } entry
            ? new About(report, (await reader.ReadAsync(entry, cancel))?.Title, entry.Address)
            : new About(report, null, null);
}
