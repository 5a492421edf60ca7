using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Guard;

internal static class AuditCommands
{
    public static void Add(CommandTree commands)
    {
        var audit = commands.Group("audit", "Print who did what, and check that nobody changed the log, what is published, or what the site and its mirrors show.");
        var accept = new System.CommandLine.Option<bool>("--accept") { Description = "Sign the log as it ends now: somebody has looked into what was cut off or rewritten." };
        var log = new System.CommandLine.Option<bool>("--log") { Description = "Check the log alone, neither what is published nor what the site and its mirrors show." };
        audit.Options.Add(accept);
        audit.Options.Add(log);
        commands.Run(audit, async (services, parse, cancel) =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<NewsroomDb>>().CreateDbContextAsync(cancel);
            if (parse.GetValue(accept))
            {
                await services.GetRequiredService<AcceptAudit>().RunAsync(Actor.Operator, cancel);
            }
            var rows = await db.Set<AuditRow>().AsNoTracking().OrderBy(a => a.Seq).ToListAsync(cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(rows.Select(a => new { a.Seq, a.At, a.Who, a.What, a.Subject, a.Detail, erased = a.Text is null, a.Text?.Salt, a.TextHash, a.Previous, a.Hash }));
            }
            else
            {
                rows.ForEach(a => Console.WriteLine($"{a.At:yyyy-MM-dd HH:mm:ss}  {a.Who,-10}  {a.What,-10}  {a.Subject}  {a.Detail}"));
            }
            var isGood = true;
            foreach (var check in services.GetServices<IAuditCheck>().Where(c => !parse.GetValue(log) || c.IsLog))
            {
                await foreach (var found in check.RunAsync(cancel))
                {
                    await Console.Error.WriteLineAsync(found.Message);
                    isGood &= !found.IsFault;
                }
            }
            return isGood ? 0 : 1;
        });
        AddErase(commands, audit);
        AddLinks(commands, audit);
    }

    private static void AddErase(CommandTree commands, System.CommandLine.Command audit)
    {
        var erase = new System.CommandLine.Command("erase", "Erase what a row tells. Who, what and when stay.");
        var row = new System.CommandLine.Argument<long>("row") { Description = "The row's number (`broadside audit --json`)." };
        var reason = new System.CommandLine.Option<string>("--reason") { Description = "Why; it is kept, so it must not repeat what is erased.", Required = true };
        erase.Arguments.Add(row);
        erase.Options.Add(reason);
        audit.Subcommands.Add(erase);
        commands.Run(erase, async (services, parse, cancel) =>
        {
            var outcome = await services.GetRequiredService<EraseAuditText>().RunAsync(parse.GetValue(row), parse.GetValue(reason), Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            Console.WriteLine($"The text of row {outcome.Value} is erased.");
            return 0;
        });
    }

    private static void AddLinks(CommandTree commands, System.CommandLine.Command audit)
    {
        var links = new System.CommandLine.Command("links", "List every outside domain that was ever linked to, the newest first: since when, in what, by whom.");
        audit.Subcommands.Add(links);
        commands.Run(links, async (services, parse, cancel) =>
        {
            var names = services.GetServices<ISubjectName>().ToList();
            var all = services.GetRequiredService<LinkLedger>().AllAsync(cancel).Select(h => new { h.Host, h.FirstSeenAt, h.Subject, Name = names.Select(n => n.NameOf(h.Subject)).FirstOrDefault(n => n is not null), h.Version, h.Who });
            if (parse.GetValue(commands.Json))
            {
                await Output.JsonAsync(all, cancel);
                return 0;
            }
            await foreach (var link in all)
            {
                Console.WriteLine($"{link.FirstSeenAt:yyyy-MM-dd HH:mm}  {link.Host}  {link.Name ?? link.Subject}, version {link.Version}  {link.Who ?? "-"}");
            }
            return 0;
        });
    }
}
