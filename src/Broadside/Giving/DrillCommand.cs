using System.CommandLine;
using Broadside.Giving.Health;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Giving;

/// <summary><c>give drill</c>.</summary>
internal static class DrillCommand
{
    public static void Add(CommandTree commands, Command group)
    {
        var drill = new Command("drill", "Before a drive: ask every rail whether it would take money now, and say what donors would be offered if each of them were cut. Changes nothing.");
        group.Subcommands.Add(drill);
        commands.Run(drill, async (services, parse, cancel) =>
        {
            var report = await services.GetRequiredService<RehearseCut>().RunAsync(cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { ready = report.IsReady, rails = report.Rails, cuts = report.Cuts, wrong = report.Wrong });
                return report.IsReady ? 0 : 1;
            }
            foreach (var rail in report.Rails)
            {
                Console.WriteLine($"{rail.Id}  {rail.State}  {rail.Answer}  {string.Join(' ', rail.Currencies)}");
            }
            foreach (var cut in report.Cuts)
            {
                Console.WriteLine($"if {cut.Rail} were cut  {cut.Currency} {cut.Repeats}: {(cut.Next is null ? "nothing is left" : cut.Next)}");
            }
            foreach (var line in report.Wrong)
            {
                await Console.Error.WriteLineAsync(line);
            }
            return report.IsReady ? 0 : 1;
        });
    }
}
