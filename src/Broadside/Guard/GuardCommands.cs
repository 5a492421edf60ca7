using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Guard;

internal static class GuardCommands
{
    public static void Add(CommandTree commands)
    {
        var keys = commands.Group("keys", "The keys that sign what is published.");
        var show = new System.CommandLine.Command("show", "Print the site key's public line, as minisign wants it.");
        keys.Subcommands.Add(show);
        commands.Run(show, (services, parse, _) =>
        {
            var ring = services.GetRequiredService<KeyRing>();
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { site = ring.SitePublicKey, key_id = ring.SiteKeyId, can_sign = ring.CanSign, root = (string?)null });
            }
            else
            {
                Console.WriteLine(ring.SitePublicKey);
                Console.Error.WriteLine(ring.CanSign ? "The site key is not certified by a root key." : "The private key is not here: this copy serves, but cannot publish.");
            }
            return Task.FromResult(0);
        });
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
