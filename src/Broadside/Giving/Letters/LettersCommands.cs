using System.CommandLine;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Giving.Letters;

internal static class LettersCommands
{
    public static void Add(CommandTree commands, Command give)
    {
        AddConfirm(commands, give);
        AddStatements(commands, give);
    }

    private static void AddConfirm(CommandTree commands, Command give)
    {
        var confirm = new Command("confirm-outbound", "Say that this copy of the newsroom is the one that may charge, pay back and write to donors.");
        give.Subcommands.Add(confirm);
        commands.Run(confirm, async (services, parse, cancel) =>
        {
            var outbound = services.GetRequiredService<OutboundSwitch>();
            var was = await outbound.IsQuietAsync(cancel);
            await outbound.ConfirmAsync(Actor.Operator, cancel);
            await services.GetRequiredService<Alarms>().ClearAsync("outbound-quiet", "outbound", cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { was_quiet = was, quiet = false });
            }
            else
            {
                Console.WriteLine(was ? "This copy acts from now on. Any other copy of the same database is quiet from its next act on." : "This copy could act already, and still can.");
            }
            return 0;
        });
    }

    private static void AddStatements(CommandTree commands, Command give)
    {
        var statements = new Command("statements", "Send every donor the list of a year's receipts, each once.");
        var year = new Argument<int>("YEAR") { Description = "Of the payments, as 2026." };
        statements.Arguments.Add(year);
        give.Subcommands.Add(statements);
        commands.Run(statements, async (services, parse, cancel) =>
        {
            var run = services.GetRequiredService<AnnualRun>();
            var outcome = await run.RunAsync(parse.GetValue(year), Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                var lines = outcome.Refusal.Code == "differs" ? await run.DifferencesAsync(parse.GetValue(year), cancel) : [];
                await Console.Error.WriteLineAsync(outcome.Refusal.Code switch
                {
                    "differs" => "Nothing was sent: receipts and books differ, as follows.",
                    "quiet" => "Nothing was sent: this copy of the newsroom is quiet. See “broadside give confirm-outbound”.",
                    _ => "Name a year that has begun, as 2026.",
                });
                foreach (var line in lines)
                {
                    await Console.Error.WriteLineAsync(line);
                }
                return 1;
            }
            if (parse.GetValue(commands.Json))
            {
                Output.Json(outcome.Value);
            }
            else
            {
                Console.WriteLine($"{outcome.Value.Year}: {outcome.Value.Sent} sent, {outcome.Value.WithoutAddress} donors without an address");
            }
            return 0;
        });
    }
}
