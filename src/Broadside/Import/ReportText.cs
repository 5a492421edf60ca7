using System.Globalization;
using Broadside.Kit;

namespace Broadside.Import;

/// <summary>Shows an import's report to a person, or as JSON to a program.</summary>
internal sealed class ReportText(TextWriter output, int width, bool whole)
{
    private const int SomeHeads = 5;
    private const int SomeLeaves = 3;
    private const int SomeHosts = 12;

    private readonly int heads = whole ? int.MaxValue : SomeHeads;
    private readonly int leaves = whole ? int.MaxValue : SomeLeaves;
    private readonly int hosts = whole ? int.MaxValue : SomeHosts;
    private bool isCut;

    /// <param name="report">What came of it.</param>
    /// <param name="json">Print JSON and nothing else.</param>
    /// <param name="asked">What was asked for; null: every line of a run that is over.</param>
    public static void Print(ImportReport report, bool json, AskedImport? asked)
    {
        if (json)
        {
            Output.Json(report.ToJson());
            return;
        }
        new ReportText(Console.Out, Console.IsOutputRedirected ? 100 : Math.Clamp(Console.WindowWidth, 60, 120), whole: asked is null).Write(report, asked);
    }

    public void Write(ImportReport report, AskedImport? asked)
    {
        output.WriteLine(report.Run is null ? $"{report.Source}: a dry run. This is what the import would bring; nothing was written." : $"{report.Source}: imported.");
        output.WriteLine();
        Counts(report.Counts);
        Findings("To know", report.Warnings.Select(w => new Line(w.Code, w.Item, w.Message)));
        Findings("Hygiene: what was hidden or foreign in the texts", report.Hygiene.Where(h => h.Code != "domain").Select(h => new Line(h.Code, h.Item, Told(h))));
        Hosts([.. report.Hygiene.Where(h => h.Code == "domain")]);
        if (asked is not null)
        {
            Next(report, asked);
        }
    }

    private void Counts(ImportCounts counts)
    {
        var lines = Lines(counts).Where(l => l.Number > 0).ToList();
        foreach (var (number, one, many) in lines)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number,8:N0}  {(number == 1 ? one : many)}"));
        }
        if (lines.Count == 0)
        {
            output.WriteLine("  There was nothing in it to bring over.");
        }
    }

    /// <summary>The same counts by name, in the same order.</summary>
    public static IEnumerable<(string Key, int Number)> Counted(ImportCounts counts) =>
    [
        ("articles", counts.Articles),
        ("pages", counts.Pages),
        ("drafts", counts.Drafts),
        ("unchanged", counts.Unchanged),
        ("people", counts.People),
        ("topics", counts.Topics),
        ("tags", counts.Tags),
        ("media", counts.Media),
        ("media_missing", counts.MediaMissing),
        ("comments", counts.Comments),
        ("redirects", counts.Redirects),
    ];

    private static IEnumerable<(int Number, string One, string Many)> Lines(ImportCounts counts) =>
    [
        (counts.Articles, "article", "articles"),
        (counts.Pages, "page", "pages"),
        (counts.Drafts, "of them a draft", "of them drafts"),
        (counts.Unchanged, "unchanged since an earlier import", "unchanged since an earlier import"),
        (counts.People, "person", "people"),
        (counts.Topics, "topic", "topics"),
        (counts.Tags, "tag", "tags"),
        (counts.Media, "picture or file", "pictures and files"),
        (counts.MediaMissing, "picture or file missing", "pictures and files missing"),
        (counts.Comments, "comment", "comments"),
        (counts.Redirects, "old address that leads on", "old addresses that lead on"),
    ];

    internal static string Told(HygieneFinding finding) =>
        $"{finding.Reason}{(string.IsNullOrEmpty(finding.Text) ? "" : $" “{finding.Text}”")}{(finding.Domain is null ? "" : $" → {finding.Domain}")}";

    private void Findings(string title, IEnumerable<Line> lines)
    {
        var groups = lines.GroupBy(l => l.Code).OrderBy(g => ReportHeadings.PlaceOf(g.Key)).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (groups.Count == 0)
        {
            return;
        }
        output.WriteLine();
        output.WriteLine(title);
        foreach (var group in groups)
        {
            output.WriteLine();
            output.WriteLine($"  {ReportHeadings.Of(group.Key)}{(group.Count() == 1 ? "" : $" ({group.Count().ToString("N0", CultureInfo.InvariantCulture)})")}");
            // One sentence about many items, or many about one: what there is less of stands once.
            var byMessage = group.Select(l => l.Message).Distinct().Count() < group.Select(l => l.Item).Distinct().Count();
            Tree(byMessage ? group.GroupBy(l => l.Message, l => l.Item) : group.GroupBy(l => l.Item, l => l.Message));
        }
    }

    private void Tree(IEnumerable<IGrouping<string, string>> groups)
    {
        var all = groups.ToList();
        foreach (var head in all.Take(heads))
        {
            Wrap(head.Key, "    ");
            foreach (var leaf in head.Take(leaves))
            {
                Wrap(leaf, "      ");
            }
            More(head.Count() - leaves, "      ");
        }
        More(all.Skip(heads).Sum(h => h.Count()), "    ");
    }

    private void Hosts(List<HygieneFinding> found)
    {
        if (found.Count == 0)
        {
            return;
        }
        output.WriteLine();
        output.WriteLine($"{ReportHeadings.Of("domain")} ({found.Count.ToString("N0", CultureInfo.InvariantCulture)}), those that appeared last first");
        var shown = found.Take(hosts).ToList();
        var longest = Math.Min(shown.Max(h => h.Domain!.Length), 40);
        foreach (var host in shown)
        {
            output.WriteLine($"  {host.Domain!.PadRight(longest)}  {host.Reason.TrimEnd('.')}");
        }
        More(found.Count - hosts, "  ");
    }

    private void Next(ImportReport report, AskedImport asked)
    {
        var (command, counts) = ($"broadside {asked.Command}{asked.Data}", report.Counts);
        List<(string What, string Command)> next = [];
        if (report.Run is null && !counts.IsEmpty)
        {
            next.Add(("Bring it over", command));
        }
        if (report.Run is not null && report.CanFetch && counts.MediaMissing > 0)
        {
            next.AddRange(asked.HasMedia ? [] : [("Bring in what is missing, from a copy", $"{command} --media DIR")]);
            next.Add((asked.HasMedia ? "Bring in what is missing, from the old site" : "or from the old site", $"{command} --fetch"));
        }
        if (report.Run is { } run && !counts.IsEmpty)
        {
            next.Add(counts.Drafts > 0 && counts.Drafts == counts.Articles + counts.Pages ? ("See the drafts", $"broadside article list{asked.Data}") : ("Look at it", $"broadside serve{asked.Data}"));
            next.Add(("Take it back", $"broadside import undo {run}{asked.Data}"));
        }
        if (isCut)
        {
            next.Add(("Every line of the report", report.Run is null ? $"{command} --dry-run --json" : $"broadside import show {report.Run}{asked.Data}"));
        }
        if (next.Count == 0)
        {
            return;
        }
        output.WriteLine();
        output.WriteLine("Next");
        var longest = next.Max(n => n.What.Length);
        next.ForEach(n => output.WriteLine($"  {n.What.PadRight(longest)}  {n.Command}"));
    }

    private void More(int count, string indent)
    {
        if (count > 0)
        {
            isCut = true;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{indent}… and {count:N0} more"));
        }
    }

    // Words go to the next line at the edge; an address longer than the line stands alone.
    private void Wrap(string text, string indent)
    {
        var line = indent;
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > indent.Length && line.Length + word.Length + 1 > width)
            {
                output.WriteLine(line);
                line = indent + "  ";
            }
            line += line.Length == indent.Length || string.IsNullOrWhiteSpace(line) ? word : " " + word;
        }
        output.WriteLine(line);
    }

    private sealed record Line(string Code, string Item, string Message);
}
