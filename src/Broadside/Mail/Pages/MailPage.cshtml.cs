using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Mail.Routes;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Mail.Pages;

/// <summary>The ways by which mail leaves and how each is; letters to single people and what became of them.</summary>
[Needs(Right.SendDigest)]
public sealed class MailPage(MailRoutes routes, LetterQueries letters, SettleLetter settle, ResumeRoute resume, Sender sender, IOutlet outlet) : DeskPage
{
    private const string Here = "/desk/mail";
    private const int PerPage = 50;

    /// <summary>A way out, and how it is.</summary>
    public sealed record Way(MailRoute Route, RouteState State);

    public IReadOnlyList<Way> Ways { get; private set; } = [];

    public IReadOnlyList<LetterQueries.Line> Letters { get; private set; } = [];

    public string? Older { get; private set; }

    public bool IsFirst { get; private set; }

    public string From => sender.Address;

    public Task OnGetAsync(long? before, CancellationToken cancel) => ShowAsync(before, cancel);

    public async Task<IActionResult> OnPostResumeAsync(string? route, CancellationToken cancel) => await EndAsync(await resume.RunAsync(route ?? "", HttpContext.Actor(), cancel), "route_resumed", cancel);

    public async Task<IActionResult> OnPostDeliveredAsync(long letter, CancellationToken cancel) => await EndAsync(await settle.RunAsync(letter, delivered: true, HttpContext.Actor(), cancel), "letter_settled", cancel);

    public async Task<IActionResult> OnPostAgainAsync(long letter, CancellationToken cancel) => await EndAsync(await settle.RunAsync(letter, delivered: false, HttpContext.Actor(), cancel), "letter_again", cancel);

    public string Clock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, outlet.Zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    private async Task<IActionResult> EndAsync<T>(Outcome<T> outcome, string done, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            return Done(Here, done);
        }
        await ShowAsync(null, cancel);
        return Refused(outcome.Refusal);
    }

    private async Task ShowAsync(long? before, CancellationToken cancel)
    {
        var ways = new List<Way>();
        foreach (var route in routes.All)
        {
            ways.Add(new Way(route, await route.StateAsync(cancel)));
        }
        Ways = ways;
        var found = await letters.LatestAsync(before, PerPage + 1, cancel);
        Letters = [.. found.Take(PerPage)];
        Older = found.Count > PerPage ? $"{Here}?before={Letters[^1].Number.ToString(CultureInfo.InvariantCulture)}" : null;
        IsFirst = before is null;
    }
}
