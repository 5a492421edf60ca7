using System.CommandLine;
using System.Globalization;
using Broadside.Digest.Ledger;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Routes;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest;

/// <summary><c>digest freeze|send|status|pause|resume|cancel|settle</c>.</summary>
internal static class DigestCommands
{
    public static void Add(CommandTree commands)
    {
        var group = commands.Group("digest", "Make the digest, send it, and see what became of every recipient's message.");
        AddFreeze(commands, group);
        AddSign(commands, group);
        AddSend(commands, group);
        AddStatus(commands, group);
        AddTurn(commands, group, "pause", "Stop handing out messages; what is in flight is finished.", (change, n, cancel) => change.PauseAsync(n, Actor.Operator, cancel));
        AddTurn(commands, group, "resume", "Go on with a paused digest.", (change, n, cancel) => change.ResumeAsync(n, Actor.Operator, cancel));
        AddTurn(commands, group, "cancel", "End a digest: who has not got it will not.", (change, n, cancel) => change.CancelAsync(n, Actor.Operator, cancel));
        AddSettle(commands, group);
    }

    private static void AddFreeze(CommandTree commands, Command group)
    {
        var now = new Option<bool>("--now") { Description = "Freeze today's digest now, whatever the hour." };
        var weekly = new Option<bool>("--weekly") { Description = "The weekly digest instead of the daily one." };
        var command = new Command("freeze", "Fix what the next digest says and who gets it. It counts as an editor's release of what was held.") { now, weekly };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var open = await services.GetRequiredService<OpenDigest>().RunAsync(parse.GetValue(weekly) ? DigestKind.Weekly : DigestKind.Daily, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancel);
            if (!parse.GetValue(now) && open.SendAt > services.GetRequiredService<TimeProvider>().GetUtcNow())
            {
                return Output.Refused(new Refusal("digest_early", string.Create(CultureInfo.InvariantCulture, $"It is to be frozen at {open.SendAt:yyyy-MM-dd HH:mm} UTC. To freeze it now: broadside digest freeze --now")));
            }
            using var progress = new ProgressLine();
            var outcome = await services.GetRequiredService<FreezeDigest>().RunAsync(open.Number, isReleased: true, part => progress.Show(part, "Freezing"), cancel);
            progress.Dispose();
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            var digest = outcome.Value.Number.ToString(CultureInfo.InvariantCulture);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { digest });
            }
            else
            {
                Console.WriteLine($"Digest {digest} is frozen for {outcome.Value.Frozen} recipients. Send it: broadside digest send {digest}");
            }
            return 0;
        });
    }

    private static void AddSign(CommandTree commands, Command group)
    {
        var digest = Which();
        var command = new Command("sign", "Sign the messages of a frozen digest before their hour. A serving newsroom does it by itself.") { digest };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            Console.WriteLine($"{await services.GetRequiredService<SignAhead>().RunAsync(parse.GetValue(digest), cancel)} messages signed.");
            return 0;
        });
    }

    private static void AddSend(CommandTree commands, Command group)
    {
        var digest = Which();
        var now = new Option<bool>("--now") { Description = "Whatever the readers' hours say." };
        var command = new Command("send", "Send what is due of a digest, and return when nothing is left but what is deferred or in doubt.") { digest, now };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            using var progress = new ProgressLine();
            var routes = services.GetRequiredService<MailRoutes>();
            foreach (var route in routes.All)
            {
                await route.EndRestAsync(cancel);
            }
            var outcome = await services.GetRequiredService<SendDigest>().RunAsync(
                parse.GetValue(digest), parse.GetValue(now), (done, all) => progress.Show(all == 0 ? 1 : (double)done / all, $"{done} of {all}"), cancel);
            progress.Dispose();
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            Print(outcome.Value, parse.GetValue(commands.Json));
            if (outcome.Value.Pending > 0 && (await routes.UsableAsync(cancel)).Count == 0)
            {
                var reasons = new List<string>();
                foreach (var route in routes.All)
                {
                    reasons.Add($"{route.Name}: {(await route.StateAsync(cancel)).Reason}");
                }
                return Output.Refused(new Refusal("no_route", $"{outcome.Value.Pending} messages wait, because no mail route can be used. {string.Join(" · ", reasons)} See: broadside mail routes"));
            }
            return 0;
        });
    }

    private static void AddStatus(CommandTree commands, Command group)
    {
        var digest = Which();
        var command = new Command("status", "Where the recipients of a digest are: the numbers sum to what was frozen.") { digest };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<NewsroomDb>>().CreateDbContextAsync(cancel);
            var number = parse.GetValue(digest);
            if (await db.Set<DigestRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Number == number, cancel) is not { } row)
            {
                return Output.Refused(new Refusal("digest", $"There is no digest {number}."));
            }
            var status = await DigestStatus.ReadAsync(services.GetRequiredService<IEngine>(), row, cancel);
            Print(status, parse.GetValue(commands.Json));
            return status.Adds || row.State == DigestState.Freezing ? 0 : 1;
        });
    }

    private static void AddTurn(CommandTree commands, Command group, string name, string description, Func<ChangeDigest, long, CancellationToken, Task<Outcome<DigestState>>> act)
    {
        var digest = Which();
        var command = new Command(name, description) { digest };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var outcome = await act(services.GetRequiredService<ChangeDigest>(), parse.GetValue(digest), cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            Console.WriteLine(outcome.Value == DigestState.Open
                ? $"Digest {parse.GetValue(digest)} leaves its day out. What it would have told is told at the hour after."
                : $"Digest {parse.GetValue(digest)} is {outcome.Value.ToString().ToLowerInvariant()}.");
            return 0;
        });
    }

    private static void AddSettle(CommandTree commands, Command group)
    {
        var digest = Which();
        var delivered = new Option<bool>("--delivered") { Description = "They were delivered." };
        var resend = new Option<bool>("--resend") { Description = "Send them once more." };
        var one = new Option<long?>("--subscriber") { Description = "Only this recipient's." };
        var command = new Command("settle", "Decide what became of the messages that are in doubt.") { digest, delivered, resend, one };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            if (parse.GetValue(delivered) == parse.GetValue(resend))
            {
                return Output.Refused(new Refusal("settle", "Say which: --delivered or --resend."));
            }
            var outcome = await services.GetRequiredService<SettleDoubt>().RunAsync(parse.GetValue(digest), parse.GetValue(one), parse.GetValue(delivered), Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            Console.WriteLine($"{outcome.Value} settled.");
            return 0;
        });
    }

    private static Argument<long> Which() => new("DIGEST") { Description = "The digest's number, from `digest freeze`." };

    private static void Print(DigestStatus status, bool json)
    {
        if (json)
        {
            Output.Json(status);
            return;
        }
        Console.WriteLine($"Digest {status.Digest} is {status.State}: {status.Frozen} recipients");
        foreach (var (name, number) in new[] { ("accepted", status.Accepted), ("deferred", status.Deferred), ("pending", status.Pending), ("claimed", status.Claimed), ("in flight", status.Inflight), ("failed", status.Failed), ("excluded", status.Excluded), ("expired", status.Expired), ("in doubt", status.InDoubt) })
        {
            Console.WriteLine($"  {name,-10} {number,9}");
        }
    }
}
