using Broadside.Guard;
using Broadside.Import.Uploads;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Import.Desk;

[Needs(Right.ManageSite)]
public sealed class OneImport(UploadQueries uploads, ImportProgress progress, DecideImport decide) : DeskPage
{
    private const int LinesShown = 100;

    /// <summary>Lines of the report that say the same kind of thing.</summary>
    public sealed record Group(string Heading, int Count, IReadOnlyList<Line> Lines);

    public sealed record Line(string Item, string Message);

    [FromRoute]
    public string Id { get; set; } = "";

    public ImportUpload? Upload { get; private set; }

    public ImportProgress.Now? Now { get; private set; }

    public ImportReport? Report { get; private set; }

    public int Items => Report is { Counts: var counts } ? counts.Articles + counts.Pages : 0;

    /// <summary>Roughly, as people say it.</summary>
    public string? Left => Now?.Left is { } left ? DeskWords.Of(HttpContext).Count("oneimport.left", Math.Max(1, (long)Math.Ceiling(left.TotalMinutes))) : null;

    public IEnumerable<(string Key, int Number)> Counts => Report is null ? [] : ReportText.Counted(Report.Counts).Where(c => c.Number > 0);

    public IEnumerable<(string Title, IReadOnlyList<Group> Groups)> Findings => Report is null ? [] : new[]
    {
        ("to_know", Grouped(Report.Warnings.Select(w => (w.Code, new Line(w.Item, w.Message))))),
        ("hygiene", Grouped(Report.Hygiene.Where(h => h.Code != "domain").Select(h => (h.Code, new Line(h.Item, ReportText.Told(h with { Reason = Told(h.Reason) })))))),
        ("hosts", Grouped(Report.Hygiene.Where(h => h.Code == "domain").Select(h => (h.Code, new Line(h.Domain ?? "", h.Reason))))),
    }.Where(f => f.Item2.Count > 0);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Response.StatusCode = Upload is null ? 404 : 200;
        return Page();
    }

    public Task<IActionResult> OnPostBringAsync(CancellationToken cancel) => DecideAsync(UploadDecision.Bring, cancel);

    public Task<IActionResult> OnPostDropAsync(CancellationToken cancel) => DecideAsync(UploadDecision.Drop, cancel);

    public Task<IActionResult> OnPostUndoAsync(CancellationToken cancel) => DecideAsync(UploadDecision.TakeBack, cancel);

    private string Told(string english) => DeskWords.Of(HttpContext).Told(english);

    private static IReadOnlyList<Group> Grouped(IEnumerable<(string Code, Line Line)> lines) =>
        [.. lines.GroupBy(l => l.Code, l => l.Line).OrderBy(g => ReportHeadings.PlaceOf(g.Key)).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Group(ReportHeadings.Of(g.Key), g.Count(), [.. g.Take(LinesShown)]))];

    private async Task<IActionResult> DecideAsync(UploadDecision decision, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Outcome<ImportUpload> outcome = new Refusal("unknown", "There is no such import.");
        if (Upload is not null)
        {
            outcome = await decide.RunAsync(Id, decision, HttpContext.Actor(), cancel);
        }
        if (outcome.IsDone)
        {
            return Redirect("/desk/import/" + Id);
        }
        await LoadAsync(cancel);
        return Refused(outcome.Refusal);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Upload = await uploads.FindAsync(Id, cancel) is { Platform: not BringLists.Platform } found ? found : null;
        Now = progress.Of(Id);
        Report = Upload is { State: not (ImportUploadState.Undone or ImportUploadState.Dropped) } ? await uploads.ReportAsync(Upload, cancel) : null;
    }
}
