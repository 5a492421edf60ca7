using Broadside.Guard.Keys;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Guard;

internal static class GuardCommands
{
    public static void Add(CommandTree commands)
    {
        KeyCommands.Add(commands);
        AddAlarms(commands);
        AddAudit(commands);
        OutboundCommands.Add(commands);
    }

    private static void AddAudit(CommandTree commands)
    {
        var audit = commands.Group("audit", "Print who did what, and check that nobody changed the log.");
        var accept = new System.CommandLine.Option<bool>("--accept") { Description = "Sign the log as it ends now: somebody has looked into what was cut off or rewritten." };
        audit.Options.Add(accept);
        commands.Run(audit, async (services, parse, cancel) =>
        {
            var head = services.GetRequiredService<AuditHead>();
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
            var broken = 0;
            await foreach (var line in AuditLog.CheckAsync(db, cancel))
            {
                await Console.Error.WriteLineAsync(line);
                broken = 1;
            }
            if (await head.CheckAsync(db, cancel) is { } end)
            {
                await Console.Error.WriteLineAsync(end);
                broken = 1;
            }
            return broken;
        });
        AddErase(commands, audit);
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

    private static void AddAlarms(CommandTree commands)
    {
        var group = commands.Group("alarms", "List what the newsroom warned of and nobody has seen to.");
        var clear = new System.CommandLine.Option<bool>("--clear") { Description = "They are seen to: list them for the last time." };
        group.Options.Add(clear);
        commands.Run(group, async (services, parse, cancel) =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<NewsroomDb>>().CreateDbContextAsync(cancel);
            var standing = await db.Set<Alarm>().AsNoTracking().Where(a => a.ClearedAt == null).OrderBy(a => a.RaisedAt).ToListAsync(cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(standing.Select(a => new { a.Code, a.Subject, a.Message, a.RaisedAt, a.SeenAt, a.Times }));
            }
            else
            {
                standing.ForEach(a => Console.WriteLine($"{a.RaisedAt:yyyy-MM-dd HH:mm}  {a.Times,5} times  {a.Message}"));
            }
            foreach (var alarm in parse.GetValue(clear) ? standing : [])
            {
                await services.GetRequiredService<Alarms>().ClearAsync(alarm.Code, alarm.Subject, cancel);
            }
            return 0;
        });
    }
}
