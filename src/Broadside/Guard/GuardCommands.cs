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
        commands.Run(commands.Group("audit", "Print who did what, and check that nobody changed the log."), async (services, parse, cancel) =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<NewsroomDb>>().CreateDbContextAsync(cancel);
            var rows = await db.Set<AuditRow>().AsNoTracking().OrderBy(a => a.Seq).ToListAsync(cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(rows);
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
            return broken;
        });
    }
}
