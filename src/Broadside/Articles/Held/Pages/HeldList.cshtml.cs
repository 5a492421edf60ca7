using Broadside.Guard;
using Broadside.Staff;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Held.Pages;

/// <summary>Changes that wait for a second person; for owners the login sessions that are stopped.</summary>
[Needs(Right.Publish)]
public sealed class HeldList(HeldQueries held, StaffQueries staff, LetOn letOn) : DeskPage
{
    private const int Most = 100;

    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public IReadOnlyList<HeldQueries.Waiting> Rows { get; private set; } = [];

    public IReadOnlyList<EditStop> Stops { get; private set; } = [];

    [BindProperty]
    public string? Session { get; set; }

    public bool MayLetOn => HttpContext.Actor().May(Right.ManageStaff);

    public bool IsFresh => HttpContext.Actor().IsFresh;

    public string NameOf(string id) => names.GetValueOrDefault(id, id);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var who = HttpContext.Actor();
        names = await staff.NamesAsync(cancel);
        Rows = await held.ForAsync(who, null, Most, cancel);
        Stops = [.. (await held.StopsAsync(cancel)).Where(s => MayLetOn || s.StaffId == who.Id)];
    }

    public async Task<IActionResult> OnPostLetOnAsync(CancellationToken cancel)
    {
        var outcome = await letOn.RunAsync(Session ?? "", HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/held", "let_on");
        }
        await OnGetAsync(cancel);
        return Refused(outcome.Refusal);
    }
}
