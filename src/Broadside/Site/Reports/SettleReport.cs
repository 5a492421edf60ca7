using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Reports;

/// <summary>Ends a reader's report that wants no correction: it was answered, or nothing was to be done. What the reader left to be reached by is deleted.</summary>
public sealed class SettleReport(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    private const int Longest = 4000;

    /// <param name="id">The report.</param>
    /// <param name="answer">What was answered; null: it is set aside.</param>
    /// <param name="who">Who settles it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<ErrorReport>> RunAsync(string id, string? answer, Actor who, CancellationToken cancel)
    {
        if (answer is not null && answer.Trim().Length is 0 or > Longest)
        {
            return new Refusal("report_answer", $"Say what you answered, in at most {Longest} letters.", "Answer");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<ErrorReport>().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } report)
        {
            return new Refusal("unknown", "There is no such report.");
        }
        if (report.State != ErrorReportState.Open)
        {
            return new Refusal("report_settled", $"{report.SettledBy} has settled it meanwhile. It stands below.");
        }
        Settle(report, answer is null ? ErrorReportState.Aside : ErrorReportState.Answered, answer?.Trim(), who, time.GetUtcNow());
        await audit.AddAsync(db, who, "settle report", report.ArticleId is { } article ? "article/" + article : "report/" + id, report.State.ToString().ToLowerInvariant(), cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return report;
    }

    internal static void Settle(ErrorReport report, ErrorReportState state, string? answer, Actor who, DateTimeOffset now) =>
        (report.State, report.Answer, report.SettledBy, report.SettledAt, report.Contact) = (state, answer, who.Name, now, null);
}
