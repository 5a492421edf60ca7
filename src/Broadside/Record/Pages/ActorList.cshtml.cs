using Broadside.Guard;
using Broadside.Record.Actors;
using Broadside.Storage;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Pages;

/// <summary>The newsroom's own directory of whom its stories name.</summary>
[Needs(Right.Write)]
public sealed class ActorList(IDbContextFactory<NewsroomDb> dbs, ActorQueries queries, AddActor add) : DeskPage
{
    private const int PerPage = 100;

    public IReadOnlyList<ActorRow> Rows { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public string? Next { get; private set; }

    public ClaimForm Form { get; private set; } = new();

    public Task OnGetAsync(string? after, CancellationToken cancel) => LoadAsync(after, cancel);

    public async Task<IActionResult> OnPostAsync(ClaimForm form, CancellationToken cancel)
    {
        var outcome = await add.RunAsync(ReadClaimForm.Actor(form), HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/record/actors/" + outcome.Value.Id, "actor_added");
        }
        await LoadAsync(null, cancel);
        Form = form;
        return Refused(ReadClaimForm.AtControl(outcome.Refusal, null));
    }

    private async Task LoadAsync(string? after, CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(Q))
        {
            Rows = await queries.SearchAsync(Q, PerPage, cancel);
            return;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = db.Set<ActorRow>().AsNoTracking().Where(a => a.MergedInto == null);
        if (after is not null && await db.Set<ActorRow>().FindAsync([after], cancel) is { } last)
        {
            var (sort, id) = (last.SortName, last.Id);
            rows = rows.Where(a => a.SortName.CompareTo(sort) > 0 || (a.SortName == sort && a.Id.CompareTo(id) > 0));
        }
        var found = await rows.OrderBy(a => a.SortName).ThenBy(a => a.Id).Take(PerPage + 1).ToListAsync(cancel);
        Rows = [.. found.Take(PerPage)];
        Next = found.Count > PerPage ? "/desk/record/actors?after=" + Rows[^1].Id : null;
    }
}
