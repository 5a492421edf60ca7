using Broadside.Kit;

namespace Broadside.Import;

/// <summary>Shows an import's report to a person, or as JSON to a program.</summary>
internal static class ReportText
{
    private const int Examples = 5;

    public static void Print(ImportReport report, bool json)
    {
        if (json)
        {
            Output.Json(report.ToJson());
            return;
        }
        var counts = report.Counts;
        Console.WriteLine(report.Run is null ? $"{report.Source}: this is what an import would bring. Nothing was written." : $"{report.Source}: imported.");
        Console.WriteLine();
        foreach (var (number, what) in Lines(counts).Where(l => l.Number > 0))
        {
            Console.WriteLine($"{number,8}  {what}");
        }
        if (counts is { IsEmpty: true, Unchanged: 0 })
        {
            Console.WriteLine("Nothing to bring over was found.");
        }
        Findings("To know", report.Warnings.Select(w => (w.Code, w.Item, w.Message)));
        Findings("Hygiene: what was hidden or foreign in the bodies", report.Hygiene.Select(h => (h.Code, h.Item, $"{h.Reason}{(h.Domain is null ? "" : $" → {h.Domain}")}{(string.IsNullOrEmpty(h.Text) ? "" : $" “{h.Text}”")}")));
        if (report.Run is not null)
        {
            Console.WriteLine();
            Console.WriteLine(counts.IsEmpty ? "Everything was here already." : $"Take it back: broadside import undo {report.Run}");
        }
    }

    private static IEnumerable<(int Number, string What)> Lines(ImportCounts counts) =>
    [
        (counts.Articles, "articles"),
        (counts.Pages, "pages"),
        (counts.Drafts, "of them drafts"),
        (counts.Unchanged, "unchanged since an earlier import"),
        (counts.People, "people"),
        (counts.Topics, "topics"),
        (counts.Tags, "tags"),
        (counts.Media, "pictures and files"),
        (counts.MediaMissing, "pictures and files missing (give --media DIR, or --fetch)"),
        (counts.Comments, "comments"),
        (counts.Redirects, "old addresses that lead on"),
    ];

    private static void Findings(string title, IEnumerable<(string Code, string Item, string Message)> findings)
    {
        var groups = findings.GroupBy(f => f.Code).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (groups.Count == 0)
        {
            return;
        }
        Console.WriteLine();
        Console.WriteLine($"{title}:");
        foreach (var group in groups)
        {
            foreach (var (_, item, message) in group.Take(Examples))
            {
                Console.WriteLine($"  {group.Key}: {item}: {message}");
            }
            if (group.Count() > Examples)
            {
                Console.WriteLine($"  {group.Key}: {group.Count() - Examples} more like this; --json lists them all.");
            }
        }
    }
}
