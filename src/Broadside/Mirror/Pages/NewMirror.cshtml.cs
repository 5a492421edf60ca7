using Broadside.Guard;
using Broadside.Mirror.Pushing;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Mirror.Pages;

/// <summary>Adds a mirror. Whoever does has just shown that it is they: the whole site goes where they say.</summary>
[Needs(Right.ManageSite, Fresh = true)]
public sealed class NewMirror(AddMirror add) : DeskPage
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? At { get; set; }

    [BindProperty]
    public new string? User { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await add.RunAsync(new AddMirror.Wish(Name, Address, At) { User = User, Password = Password }, HttpContext.Actor(), cancel);
        return outcome.IsDone ? Done("/desk/mirrors/" + outcome.Value.Id, "mirror_added") : Refused(outcome.Refusal);
    }
}
