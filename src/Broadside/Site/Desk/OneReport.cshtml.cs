using System.Net.Mail;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site.Reports;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Site.Desk;

[Needs(Right.Review)]
public sealed class OneReport(ReportQueries reports, SettleReport settle, CorrectFromReport correct) : DeskPage
{
    [FromRoute]
    public string Id { get; set; } = "";

    public ReportQueries.About? About { get; private set; }

    public CorrectionKind Kind { get; private set; }

    public string? Text { get; private set; }

    public string? Answer { get; private set; }

    public IEnumerable<KeyValuePair<string, string>> Kinds => Enum.GetValues<CorrectionKind>()
        .Select(k => KeyValuePair.Create(k.ToString(), DeskWords.Of(HttpContext).Text("correction_kind." + k.ToString().ToLowerInvariant())));

    public bool MayCorrect => HttpContext.Actor().May(Right.Publish);

    /// <summary>Opens the person's own mail program, where what the reader left is an address of mail.</summary>
    public string? Mail => About?.Report.Contact is { } contact && MailAddress.TryCreate(contact, out var address) && address.Address == contact
        ? $"mailto:{Uri.EscapeDataString(contact)}?subject={Uri.EscapeDataString(DeskWords.Of(HttpContext).Text("onereport.subject", ("title", About.Title ?? "")))}"
        : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        About = await reports.FindAsync(Id, cancel);
        Response.StatusCode = About is null ? 404 : 200;
        return Page();
    }

    public async Task<IActionResult> OnPostCorrectAsync(string? kind, string? text, CancellationToken cancel)
    {
        (Kind, Text) = (Enum.TryParse<CorrectionKind>(kind, out var chosen) && Enum.IsDefined(chosen) ? chosen : CorrectionKind.Correction, text);
        var outcome = await correct.RunAsync(Id, Kind, text ?? "", HttpContext.Actor(), cancel);
        return await ToldAsync(outcome.Refusal is { Code: "text" } refusal ? refusal with { Field = "Text" } : outcome.Refusal, "report_corrected", cancel);
    }

    public async Task<IActionResult> OnPostAnswerAsync(string? answer, CancellationToken cancel)
    {
        Answer = answer;
        return await ToldAsync((await settle.RunAsync(Id, answer ?? "", HttpContext.Actor(), cancel)).Refusal, "report_settled", cancel);
    }

    public async Task<IActionResult> OnPostAsideAsync(CancellationToken cancel) =>
        await ToldAsync((await settle.RunAsync(Id, null, HttpContext.Actor(), cancel)).Refusal, "report_settled", cancel);

    private async Task<IActionResult> ToldAsync(Refusal? refusal, string done, CancellationToken cancel)
    {
        if (refusal is null)
        {
            return Redirect("/desk/reports?done=" + done);
        }
        About = await reports.FindAsync(Id, cancel);
        return Refused(refusal);
    }
}
