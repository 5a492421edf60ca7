using System.CommandLine;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Giving.Letters;

internal static class LettersCommands
{
    public static void Add(CommandTree commands, Command give)
    {
        AddStatements(commands, give);
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
                    "quiet" => "Nothing was sent: this copy of the newsroom is quiet. See “broadside outbound confirm”.",
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
