using System.CommandLine;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Staff;

/// <summary><c>broadside staff …</c>: who may sign in, from the command line; the way back in when nobody can.</summary>
internal static class StaffCommands
{
    public static void Add(CommandTree commands)
    {
        var staff = commands.Group("staff", "The people who sign in: add, list, reset, remove, forget.");
        AddAdd(commands, staff);
        AddList(commands, staff);
        AddReset(commands, staff);
        AddRemove(commands, staff);
        AddForget(commands, staff);
    }

    private static void AddAdd(CommandTree commands, Command staff)
    {
        var add = new Command("add", "Invite somebody: prints a one-time link with which they join.");
        var email = new Argument<string>("email") { Description = "Their e-mail address, with which they sign in. No mail is sent." };
        var name = new Option<string>("--name") { Description = "Their name; they may change it.", DefaultValueFactory = _ => "" };
        var role = new Option<Role>("--role") { Description = "owner, editor, writer, treasurer or translator.", DefaultValueFactory = _ => Role.Writer };
        add.Arguments.Add(email);
        add.Options.Add(name);
        add.Options.Add(role);
        staff.Subcommands.Add(add);
        commands.Run(add, async (services, parse, cancel) =>
        {
            var outcome = await services.GetRequiredService<InvitePerson>().RunAsync(parse.GetValue(name), parse.GetValue(email), parse.GetValue(role), Actor.Operator, cancel);
            return outcome.IsDone ? Print(commands, parse, outcome.Value, "joins") : Output.Refused(outcome.Refusal);
        });
    }

    private static void AddList(CommandTree commands, Command staff)
    {
        var list = new Command("list", "Everybody who may sign in, and with what.");
        staff.Subcommands.Add(list);
        commands.Run(list, async (services, parse, cancel) =>
        {
            var all = await services.GetRequiredService<StaffQueries>().AllAsync(cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(all.Select(l => new { l.Member.Id, l.Member.Name, l.Member.Email, l.Member.Role, l.Passkeys, password = l.Member.PasswordHash is not null, codes = l.Member.CodeSecret is not null, l.Browsers, l.Member.SeenAt }));
                return 0;
            }
            foreach (var l in all)
            {
                Console.WriteLine($"{l.Member.Email,-32}  {l.Member.Role.ToString().ToLowerInvariant(),-10}  {Ways(l),-32}  {l.Member.SeenAt?.ToString("yyyy-MM-dd") ?? "never",-10}  {l.Member.Name}");
            }
            await Console.Error.WriteLineAsync(all.Count == 0 ? "Nobody yet. `broadside serve` prints a link to set up; `broadside staff add EMAIL --role owner` makes one, too." : $"{all.Count} in all.");
            return 0;
        });
    }

    private static void AddReset(CommandTree commands, Command staff)
    {
        var reset = new Command("reset", "End everything somebody signs in with, and print a link to choose anew.");
        var email = With(reset, staff);
        commands.Run(reset, async (services, parse, cancel) =>
        {
            if (await services.GetRequiredService<StaffQueries>().FindByEmailAsync(parse.GetValue(email)!, cancel) is not { } member)
            {
                return Unknown(parse.GetValue(email)!);
            }
            var outcome = await services.GetRequiredService<ResetMember>().RunAsync(member.Id, Actor.Operator, cancel);
            return outcome.IsDone ? Print(commands, parse, outcome.Value, "chooses a new passkey or password") : Output.Refused(outcome.Refusal);
        });
    }

    private static void AddForget(CommandTree commands, Command staff)
    {
        var forget = new Command("forget", "Erase name and e-mail address of somebody who has left.");
        var email = With(forget, staff);
        commands.Run(forget, async (services, parse, cancel) =>
        {
            var address = EmailAddress.From(parse.GetValue(email));
            var left = (await services.GetRequiredService<StaffQueries>().FormerAsync(cancel)).Where(m => m.Email == address).ToList();
            Outcome<string> outcome = new Refusal("not_left", "Nobody who has left the staff had this address.");
            foreach (var member in left)
            {
                outcome = await services.GetRequiredService<ForgetMember>().RunAsync(member.Id, Actor.Operator, cancel);
            }
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            Console.WriteLine("Forgotten. In the audit log they are a former colleague from now on.");
            return 0;
        });
    }

    private static void AddRemove(CommandTree commands, Command staff)
    {
        var remove = new Command("remove", "Take somebody off the staff: signed out at once.");
        var email = With(remove, staff);
        commands.Run(remove, async (services, parse, cancel) =>
        {
            if (await services.GetRequiredService<StaffQueries>().FindByEmailAsync(parse.GetValue(email)!, cancel) is not { } member)
            {
                return Unknown(parse.GetValue(email)!);
            }
            var outcome = await services.GetRequiredService<RemoveMember>().RunAsync(member.Id, Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { outcome.Value.Id, outcome.Value.Name, outcome.Value.Email, outcome.Value.RemovedAt });
            }
            else
            {
                Console.WriteLine($"{outcome.Value.Name} is off the staff and signed out. What they wrote stays.");
            }
            return 0;
        });
    }

    private static Argument<string> With(Command command, Command staff)
    {
        var email = new Argument<string>("email") { Description = "The e-mail address that they sign in with." };
        command.Arguments.Add(email);
        staff.Subcommands.Add(command);
        return email;
    }

    private static int Print(CommandTree commands, ParseResult parse, InvitePerson.Made made, string what)
    {
        if (parse.GetValue(commands.Json))
        {
            Output.Json(new { made.Invitation.Email, made.Invitation.Role, made.Link, made.Invitation.EndsAt });
            return 0;
        }
        Console.WriteLine(made.Link);
        Console.Error.WriteLine($"Hand this link over by a way that you trust: whoever opens it first {what}. It works once, until {made.Invitation.EndsAt:yyyy-MM-dd HH:mm} UTC.");
        return 0;
    }

    private static string Ways(StaffQueries.Listed person)
    {
        var ways = new[]
        {
            person.Passkeys > 0 ? $"{person.Passkeys} passkeys" : null,
            person.Member.PasswordHash is null ? null : person.Member.CodeSecret is null ? "password" : "password and codes",
        }.OfType<string>().ToList();
        return ways.Count == 0 ? "nothing yet" : string.Join(", ", ways);
    }

    private static int Unknown(string email) =>
        Output.Refused(new Refusal("unknown", $"Nobody on the staff has the address {email}. `broadside staff list` shows all."));
}
