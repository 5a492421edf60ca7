using System.Globalization;
using Broadside.Guard;
using Broadside.Guard.Keys;
using Broadside.Guard.Panic;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Staff.Panic.Pages;

/// <summary>The keys, the button for the worst day, and what a lost key signed.</summary>
[Needs(Right.ManageKeys, Fresh = true)]
public sealed class KeysPage(KeyRing keys, Freeze freeze, StartPanic start, EndPanic end, SettleDoubted settle, IEnumerable<ISubjectName> names) : DeskPage
{
    public string Line => keys.SitePublicKey;

    public SiteKeyCertificate? Certificate => keys.Certificate;

    public IReadOnlyList<RetiredKey> Retired => keys.Retired;

    public DateTimeOffset? FrozenSince => freeze.Since;

    public IReadOnlyList<DoubtedVersion> Doubted { get; private set; } = [];

    [BindProperty]
    public string? Checked { get; set; }

    [BindProperty]
    public long Seq { get; set; }

    public string NameOf(string subject) => names.Select(n => n.NameOf(subject)).FirstOrDefault(n => n is not null) ?? subject;

    /// <summary>Where an owner sees the doubted text beside the one that readers have; null for what is no article.</summary>
    public string? CompareAddress(DoubtedVersion doubted) => doubted.Subject.Split('/') is ["article", var id]
        ? string.Create(CultureInfo.InvariantCulture, $"/desk/articles/{id}/compare?from={doubted.Number + 1}&to={doubted.Number}")
        : null;

    public async Task OnGetAsync(CancellationToken cancel) => Doubted = await settle.WaitingAsync(cancel);

    /// <summary>It signs out the person who presses, too: they sign in again, with everybody who still may.</summary>
    public async Task<IActionResult> OnPostPanicAsync(CancellationToken cancel) => await EndAsync(await start.RunAsync(HttpContext.Actor(), CancellationToken.None), "/desk/sign-in", "panic", cancel);

    /// <summary>Ends what was cut short.</summary>
    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancel) => await EndAsync(await start.RunAsync(HttpContext.Actor(), CancellationToken.None), "/desk/keys", "panic_again", cancel);

    public async Task<IActionResult> OnPostEndAsync(CancellationToken cancel) => await EndAsync(await end.RunAsync(Checked, HttpContext.Actor(), cancel), "/desk/keys", "panic_ended", cancel);

    public async Task<IActionResult> OnPostApproveAsync(CancellationToken cancel) => await EndAsync(await settle.ApproveAsync(Seq, HttpContext.Actor(), cancel), "/desk/keys", "doubt_approved", cancel);

    public async Task<IActionResult> OnPostRefuseAsync(CancellationToken cancel) => await EndAsync(await settle.RefuseAsync(Seq, HttpContext.Actor(), cancel), "/desk/keys", "doubt_refused", cancel);

    private async Task<IActionResult> EndAsync<T>(Outcome<T> outcome, string address, string done, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            return Done(address, done);
        }
        await OnGetAsync(cancel);
        return Refused(outcome.Refusal);
    }
}
