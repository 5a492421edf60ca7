using System.CommandLine;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Staff.Panic;

/// <summary><c>broadside panic</c> and its way back.</summary>
internal static class PanicCommands
{
    public static void Add(CommandTree commands)
    {
        var panic = commands.Group("panic", "Freeze publishing, sign everybody out, turn the site key, push the last good edition.");
        var end = new Option<bool>("--end") { Description = "Open publishing again." };
        var looked = new Option<string>("--checked") { Description = "With --end: what was looked at, for those who ask later." };
        panic.Options.Add(end);
        panic.Options.Add(looked);
        commands.Run(panic, async (services, parse, cancel) => parse.GetValue(end)
            ? await EndAsync(commands, services, parse, parse.GetValue(looked), cancel)
            : await StartAsync(commands, services, parse, cancel));
    }

    private static async Task<int> StartAsync(CommandTree commands, IServiceProvider services, ParseResult parse, CancellationToken cancel)
    {
        var outcome = await services.GetRequiredService<StartPanic>().RunAsync(Actor.Operator, cancel);
        if (!outcome.IsDone)
        {
            return Output.Refused(outcome.Refusal);
        }
        var (row, ring) = (outcome.Value, services.GetRequiredService<KeyRing>());
        if (parse.GetValue(commands.Json))
        {
            Output.Json(new { frozen = true, row.BegunAt, row.AccessEndedAt, row.KeyTurnedAt, row.PushedAt, site = ring.SitePublicKey, certified = ring.Certificate is not null });
            return 0;
        }
        Console.WriteLine($"frozen since {row.BegunAt:yyyy-MM-dd HH:mm} UTC: readers have what they had, nothing new goes out");
        Console.WriteLine("signed out: every browser, every one-time link, every link to a draft");
        Console.WriteLine(row.KeyTurnedAt is null ? "the site key is as it was: its private half is not here" : $"site key: {ring.SitePublicKey}{(ring.Certificate is null ? ", not certified by a root key" : "")}");
        Console.WriteLine(row.PushedAt is null ? "no mirrors to push to" : "the last good edition goes to the mirrors");
        await Console.Error.WriteLineAsync("Next: `broadside doctor`, `broadside audit`, `broadside staff list`. If the old key was copied: `broadside keys rotate --compromised DATE`. Then `broadside panic --end --checked \"…\"`.");
        return 0;
    }

    private static async Task<int> EndAsync(CommandTree commands, IServiceProvider services, ParseResult parse, string? looked, CancellationToken cancel)
    {
        var outcome = await services.GetRequiredService<EndPanic>().RunAsync(looked, Actor.Operator, cancel);
        if (!outcome.IsDone)
        {
            return Output.Refused(outcome.Refusal);
        }
        if (parse.GetValue(commands.Json))
        {
            Output.Json(new { frozen = false, ended_at = outcome.Value });
        }
        else
        {
            Console.WriteLine("Publishing is open again. People sign in as before; invitations have to be made anew.");
        }
        return 0;
    }
}
