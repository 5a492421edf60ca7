using Broadside.Backup.Sealing;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Backup.Pages;

/// <summary>Makes the key to which backups are encrypted when they leave the machine. Its words are shown once, to an owner who has just shown that it is they.</summary>
[Needs(Right.ManageKeys, Fresh = true)]
public sealed class RecoveryKeyPage(OfferRecoveryKey offer, KeptRecoveryKey kept) : DeskPage
{
    public string? Kept => kept.Line;

    /// <summary>The new one, until its words were asked back.</summary>
    public OfferRecoveryKey.Offer? New { get; private set; }

    public void OnGet()
    {
        // Shows what is kept.
    }

    public IActionResult OnPostMake()
    {
        New = offer.Make();
        return Page();
    }

    public async Task<IActionResult> OnPostKeepAsync(string? line, string? proof, string[] word, CancellationToken cancel)
    {
        var outcome = await offer.KeepAsync(line ?? "", proof ?? "", word ?? [], HttpContext.Actor(), cancel);
        return outcome.IsDone ? Done("/desk/backups/key", "recovery_kept") : Refused(outcome.Refusal);
    }
}
