using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>Questions that people ask of the audit log.</summary>
public sealed class AuditQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>Which rows: each part that is given narrows it.</summary>
    /// <param name="Text">Stands in what, subject or detail; capitals do not matter.</param>
    /// <param name="Who">A person's id.</param>
    /// <param name="What">As "publish".</param>
    /// <param name="From">First day, UTC.</param>
    /// <param name="To">Last day, UTC.</param>
    public sealed record Filter(string? Text = null, string? Who = null, string? What = null, DateOnly? From = null, DateOnly? To = null);

    /// <summary>Newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="before">Only rows before this one; null: from the newest on.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<AuditRow>> LatestAsync(Filter filter, long? before, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = Rows(db, filter);
        return await (before is null ? rows : rows.Where(a => a.Seq < before)).OrderByDescending(a => a.Seq).Take(count).ToListAsync(cancel);
    }

    /// <summary>All of them, oldest first, as they come from the database.</summary>
    public async IAsyncEnumerable<AuditRow> AllAsync(Filter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await foreach (var row in Rows(db, filter).OrderBy(a => a.Seq).AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return row;
        }
    }

    /// <summary>One row; null when there is none of that number.</summary>
    public async Task<AuditRow?> FindAsync(long seq, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<AuditRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Seq == seq, cancel);
    }

    /// <summary>The row that says who erased the text of this one; null where nobody did.</summary>
    public async Task<AuditRow?> ErasureOfAsync(long seq, CancellationToken cancel)
    {
        var subject = AuditLog.Subject(seq);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<AuditRow>().AsNoTracking().FirstOrDefaultAsync(a => a.What == AuditLog.Erased && a.Subject == subject, cancel);
    }

    /// <summary>Every kind of act that the log has, for choosing one. It steps from kind to kind along the index, and does not read the log for it.</summary>
    public async Task<IReadOnlyList<string>> KindsAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Database.SqlQuery<string>($"""
            WITH RECURSIVE kinds (what) AS (
              SELECT min(what) FROM audit
              UNION ALL
              SELECT (SELECT min(audit.what) FROM audit WHERE audit.what > kinds.what) FROM kinds WHERE kinds.what IS NOT NULL)
            SELECT what AS "Value" FROM kinds WHERE what IS NOT NULL
            """).ToListAsync(cancel);
    }

    private static IQueryable<AuditRow> Rows(NewsroomDb db, Filter filter)
    {
        var rows = db.Set<AuditRow>().AsNoTracking();
        if (filter.Text is { Length: > 0 } text)
        {
            // The database's own lower(): it knows no capitals beyond ASCII on SQLite, and neither may the question. What the rows
            // tell is looked through by itself, once, and not row by row through the key.
#pragma warning disable CA1304, CA1311, CA1862 // translated to SQL
            var told = db.Set<AuditText>().Where(t => t.Detail.ToLower().Contains(text.ToLower())).Select(t => t.Hash);
            rows = rows.Where(a => a.What.ToLower().Contains(text.ToLower()) || a.Subject.ToLower().Contains(text.ToLower()) || told.Contains(a.TextHash));
#pragma warning restore CA1304, CA1311, CA1862
        }
        if (filter.Who is { Length: > 0 } who)
        {
            rows = rows.Where(a => a.Who == who);
        }
        if (filter.What is { Length: > 0 } what)
        {
            rows = rows.Where(a => a.What == what);
        }
        if (filter.From is { } from)
        {
            var begin = new DateTimeOffset(from.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            rows = rows.Where(a => a.At >= begin);
        }
        if (filter.To is { } to && to < DateOnly.MaxValue)
        {
            var end = new DateTimeOffset(to.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            rows = rows.Where(a => a.At < end);
        }
        return rows;
    }
}
