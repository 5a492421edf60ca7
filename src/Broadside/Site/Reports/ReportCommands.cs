using Broadside.Articles;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Reports;

internal static class ReportCommands
{
    public static void Add(CommandTree commands) =>
        commands.Run(commands.Group("reports", "List what readers say is wrong, newest first."), async (services, parse, cancel) =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<NewsroomDb>>().CreateDbContextAsync(cancel);
            var reports = await db.Set<ErrorReport>().AsNoTracking().OrderByDescending(r => r.ReceivedAt).ThenBy(r => r.Id).ToListAsync(cancel);
            var catalogue = services.GetRequiredService<Catalogue>();
            string? Address(ErrorReport report) => report.ArticleId is { } id ? catalogue.ById(id)?.Address : null;
            if (parse.GetValue(commands.Json))
            {
                Output.Json(reports.Select(r => new { r.Id, Address = Address(r), r.Message, r.Contact, r.ReceivedAt }));
            }
            else
            {
                reports.ForEach(r => Console.WriteLine($"{r.ReceivedAt:yyyy-MM-dd HH:mm}  {Address(r) ?? "-"}  {r.Contact ?? "-"}\n  {r.Message.ReplaceLineEndings("\n  ")}\n"));
                Console.Error.WriteLine(reports.Count == 0 ? "No reader has reported an error." : $"{reports.Count} reports.");
            }
            return 0;
        });
}
