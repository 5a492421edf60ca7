using System.CommandLine;
using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Inbound;
using Broadside.Mail.Letters;
using Broadside.Mail.Routes;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail;

/// <summary><c>mail test</c>, <c>mail routes</c>, <c>mail inbound</c>.</summary>
internal static class MailCommands
{
    public static void Add(CommandTree commands)
    {
        var group = commands.Group("mail", "Try the ways by which mail leaves, and see how they are.");
        AddTest(commands, group);
        AddRoutes(commands, group);
        InboundCommands.Add(commands, group);
    }

    private static void AddTest(CommandTree commands, Command group)
    {
        var to = new Argument<string>("ADDRESS") { Description = "Where the test message goes." };
        var command = new Command("test", "Send a test message and say what the mail server answered.") { to };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var address = parse.GetValue(to)!;
            if (WireAddress.Domain(address) is null)
            {
                return Output.Refused(new Refusal("address", $"“{address}” is no mail address. Give one as name@example.org."));
            }
            await using var db = await services.GetRequiredService<IDbContextFactory<NewsroomDb>>().CreateDbContextAsync(cancel);
            var outlet = services.GetRequiredService<IOutlet>();
            var letter = await services.GetRequiredService<PostLetter>().RunAsync(db, new NewLetter
            {
                Kind = "test",
                To = address,
                Subject = $"Test message from {outlet.Name}",
                Text = $"This is a test message from {outlet.Name}.\n\nIf you can read it, mail leaves this newsroom.\n",
                Language = "en",
            }, cancel);
            await db.SaveChangesAsync(cancel);
            await services.GetRequiredService<SendLetters>().RunAsync("{}", cancel);
            await db.Entry(letter).ReloadAsync(cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { letter.Number, letter.State, letter.Route, letter.Code, letter.Reply });
            }
            else
            {
                Console.WriteLine(letter.State == LetterState.Accepted
                    ? $"{letter.Route} took it: {letter.Code} {letter.Reply}"
                    : $"It did not go ({letter.State}). {letter.Route ?? "No route"} said: {(letter.Reply is null ? "nothing" : $"{letter.Code} {letter.Reply}")}");
            }
            return letter.State == LetterState.Accepted ? 0 : 1;
        });
    }

    private static void AddRoutes(CommandTree commands, Command group)
    {
        var resume = new Option<string?>("--resume") { Description = "Use this stopped or resting route again." };
        var command = new Command("routes", "List the routes in the order in which they are tried, and how each is.") { resume };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var routes = services.GetRequiredService<MailRoutes>();
            if (parse.GetValue(resume) is { } name)
            {
                var resumed = await services.GetRequiredService<ResumeRoute>().RunAsync(name, Actor.Operator, cancel);
                if (!resumed.IsDone)
                {
                    return Output.Refused(resumed.Refusal);
                }
            }
            foreach (var route in routes.All)
            {
                var state = await route.StateAsync(cancel);
                var how = state.IsStopped ? "stopped: " + state.Reason
                    : state.RestsUntil is { } until ? string.Create(CultureInfo.InvariantCulture, $"rests until {until:HH:mm} UTC: {state.Reason}")
                    : route.IsOutbox ? "writes to the outbox folder, because no relay is set" : "ready";
                Console.WriteLine($"{route.Name}  {(route.IsOutbox ? "" : $"{route.Settings.Where}{(route.Settings.Kind == RouteKind.Relay ? $" ({route.Settings.Tls.ToString().ToLowerInvariant()})" : "")}  ")}{how}");
            }
            return 0;
        });
    }
}
