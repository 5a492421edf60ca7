using System.Globalization;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Digest.Pages;

/// <summary>One article to those who asked for every one, with its numbers and how it will look.</summary>
[Needs(Right.SendDigest)]
public sealed class AlertPage(AlertReaders alert) : DeskPage
{
    /// <summary>Null where no such article is published.</summary>
    public AlertReaders.Look? Look { get; private set; }

    public ArticleContent? Article => Look?.Outlook.Gathered.Articles is [var (_, content), ..] ? content : null;

    public string? Subject { get; private set; }

    public string? Note { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        Look = (await alert.LookAsync(id, cancel)).Value;
        if (Article is null)
        {
            Response.StatusCode = 404;
        }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? subject, string? note, CancellationToken cancel)
    {
        var outcome = await alert.RunAsync(id, subject, note, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/digests/" + outcome.Value.Number.ToString(CultureInfo.InvariantCulture), "alert_made");
        }
        (Look, Subject, Note) = ((await alert.LookAsync(id, cancel)).Value, subject, note);
        return Refused(outcome.Refusal);
    }
}
