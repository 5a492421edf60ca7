using Broadside.Record.Reading;
using Broadside.Record.Reading.Gold;

namespace Broadside.RecordBench;

/// <summary>Counts what each tool found by the same rules as <c>record measure</c>, with an empty directory, and prints a row for each.</summary>
internal sealed class Compare(IReadOnlyList<(string Id, GoldText Gold)> texts, Peers peers)
{
    public void Dates()
    {
        Row("Broadside", (_, gold) => RecordReader.Read(gold.Text, ActorDirectory.Empty).Dates);
        foreach (var (tool, name) in new[] { ("chrono", "chrono-node"), ("compromiseDates", "compromise-dates") })
        {
            Row(name, (id, gold) => peers.Dates(tool, id, gold, inFavour: false));
            Row(name + ", in its favour", (id, gold) => peers.Dates(tool, id, gold, inFavour: true));
        }

        void Row(string name, Func<string, GoldText, IReadOnlyList<FoundDate>> find)
        {
            var tally = new Tally();
            foreach (var (id, gold) in texts.Where(t => t.Gold.Dates is not null))
            {
                CountDates.Count(gold, find(id, gold), tally);
            }
            Print(name, tally.Score, "");
        }
    }

    public void Names()
    {
        Row("Broadside", (_, gold) => RecordReader.Read(gold.Text, ActorDirectory.Empty).Names);
        Row("compromise", (id, gold) => peers.Names("compromiseNames", id, gold));

        void Row(string name, Func<string, GoldText, IReadOnlyList<FoundName>> find)
        {
            var kinds = new[] { ("all", (string?)null), ("persons", "person"), ("organizations", "organization"), ("places", "place") };
            foreach (var (label, kind) in kinds)
            {
                var (exact, touching, given) = (new Tally(), new Tally(), 0);
                foreach (var (id, gold) in texts.Where(t => t.Gold.Names is not null))
                {
                    var found = find(id, gold);
                    given += found.Count(f => kind is null || CountNames.KindOf(f.Kind) == kind);
                    CountNames.CountNew(gold, found, kind, isExact: true, exact);
                    CountNames.CountNew(gold, found, kind, isExact: false, touching);
                }
                Print($"{name}, {label}", exact.Score, $" {Speed.Number(touching.Score.Precision, "0.00")} | {Speed.Number(touching.Score.Recall, "0.00")} | {given} |");
            }
        }
    }

    private static void Print(string name, Score score, string more) =>
        Console.WriteLine($"| {name} | {Speed.Number(score.Precision, "0.00")} | {Speed.Number(score.Recall, "0.00")} | {Speed.Number(score.F1, "0.00")} |{more}");
}
