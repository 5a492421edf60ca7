using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Broadside.Kit;
using Broadside.Record.Reading.Gold;

namespace Broadside.Record;

/// <summary><c>record measure</c>.</summary>
internal static class MeasureCommand
{
    public static void Add(CommandTree commands, Command group)
    {
        var gold = new Argument<string>("GOLD") { Description = "A file, or a folder of files, of texts with what a person found in them." };
        var faults = new Option<bool>("--faults") { Description = "Also print what was missed and what was wrong, to standard error." };
        var command = new Command("measure", "How much of what a person found in texts the reading finds.") { gold, faults };
        group.Subcommands.Add(command);
        CommandTree.RunAlone(command, async (parse, cancel) =>
        {
            var path = parse.GetValue(gold)!;
            var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.json") : File.Exists(path) ? [path] : [];
            if (files.Length == 0)
            {
                return Output.Refused(new Refusal("no_gold", $"There is no text to measure at {path}."));
            }
            var measure = new MeasureGold();
            foreach (var file in files.Order(StringComparer.Ordinal))
            {
                try
                {
                    measure.Add(GoldText.Read(await File.ReadAllTextAsync(file, cancel)));
                }
                catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
                {
                    return Output.Refused(new Refusal("bad_gold", $"{file} is not a text with annotations: {e.Message}"));
                }
            }
            Print(measure, parse.GetValue(commands.Json), parse.GetValue(faults));
            return 0;
        });
    }

    private static void Print(MeasureGold measure, bool json, bool faults)
    {
        foreach (var fault in faults ? measure.Faults : [])
        {
            Console.Error.WriteLine(fault);
        }
        var scores = measure.Scores;
        if (json)
        {
            Output.Json(scores);
            return;
        }
        Console.WriteLine("              precision  recall      f1  answered     n");
        foreach (var (name, score) in new[] { ("dates", scores.Dates), ("quotes", scores.Quotes), ("terms", scores.Terms), ("speakers", scores.Speakers), ("names", scores.Names), ("  known", scores.NamesKnown), ("  new", scores.NamesNew), ("events", scores.Events) })
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-14}{score.Precision,9:0.000}{score.Recall,8:0.000}{score.F1,8:0.000}{score.Answered,10:0.000}{score.N,6}"));
        }
    }
}
