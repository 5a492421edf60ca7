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
        AuditCommands.Add(commands);
        OutboundCommands.Add(commands);
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
