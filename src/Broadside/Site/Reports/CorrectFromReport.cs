using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Reports;

/// <summary>Turns a reader's report into a public correction of the article. Both happen or neither; pressed twice it is one correction.</summary>
public sealed class CorrectFromReport(IDbContextFactory<NewsroomDb> dbs, CorrectArticle correct, TimeProvider time)
{
    public async Task<Outcome<ArticleContent>> RunAsync(string id, CorrectionKind kind, string text, Actor who, CancellationToken cancel)
    {
        if (!who.May(Right.Publish))
        {
            return new Refusal("report_no_right", "A correction is published at once: it wants somebody who may publish.");
        }
        string? article;
        await using (var db = await dbs.CreateDbContextAsync(cancel))
        {
            article = await db.Set<ErrorReport>().Where(r => r.Id == id).Select(r => r.ArticleId).SingleOrDefaultAsync(cancel);
        }
        if (article is null)
        {
            return new Refusal("report_no_article", "It is about no article that can be corrected.");
        }
        var outcome = await correct.RunAsync(article, kind, text, who, cancel, db => TakeAsync(db, id, text, who, cancel));
        return outcome.Refusal is { Code: "not_published" } ? new Refusal("report_no_article", "It is about no article that can be corrected.") : outcome;
    }

    private async Task<Refusal?> TakeAsync(NewsroomDb db, string id, string text, Actor who, CancellationToken cancel)
    {
        var report = await db.Set<ErrorReport>().SingleAsync(r => r.Id == id, cancel);
        if (report.State != ErrorReportState.Open)
        {
            return new Refusal("report_settled", $"{report.SettledBy} has settled it meanwhile. It stands below.");
        }
        SettleReport.Settle(report, ErrorReportState.Corrected, text.Trim(), who, time.GetUtcNow());
        return null;
    }
}
