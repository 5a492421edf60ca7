using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Storage;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Pages;

/// <summary>One entry of the directory: names, roles at their time, and what it turned out to be the same as.</summary>
[Needs(Right.Write)]
public sealed class OneActor(IDbContextFactory<NewsroomDb> dbs, ActorQueries queries, ChangeActor change, AddAlias addAlias, RemoveAlias removeAlias, RemoveClaim remove, MergeActors merge, FindActor find) : DeskPage
{
    [FromRoute]
    public string Id { get; set; } = "";

    public ActorQueries.Entry? Entry { get; private set; }

    /// <summary>Entries that were brought into this one.</summary>
    public IReadOnlyList<ActorRow> Under { get; private set; } = [];

    /// <summary>What this one was brought into.</summary>
    public ActorRow? Into { get; private set; }

    public ClaimForm Form { get; private set; } = new();

    public bool MayMerge => HttpContext.Actor().May(Right.EditOthers);

    private string Here => "/desk/record/actors/" + Id;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Response.StatusCode = Entry is null && Into is null ? 404 : 200;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int? revision, ClaimForm form, CancellationToken cancel)
    {
        var outcome = await change.RunAsync(Id, ReadClaimForm.Actor(form), revision, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done(Here, "actor_saved");
        }
        await LoadAsync(cancel);
        Form = form;
        return Refused(ReadClaimForm.AtControl(outcome.Refusal, null));
    }

    public async Task<IActionResult> OnPostAliasAsync(string? alias, AliasKind kind, string? language, bool ambiguous, CancellationToken cancel) =>
        await EndAsync(await addAlias.RunAsync(Id, alias ?? "", kind, ReadClaimForm.Clean(language), ambiguous, HttpContext.Actor(), cancel), "alias_added", "Alias", cancel);

    public async Task<IActionResult> OnPostDropAliasAsync(string? actor, string? alias, CancellationToken cancel) =>
        await EndAsync(await removeAlias.RunAsync(actor ?? Id, alias ?? "", HttpContext.Actor(), cancel), "alias_removed", null, cancel);


    public async Task<IActionResult> OnPostDropRoleAsync(string? role, CancellationToken cancel) =>
        await EndAsync(await remove.RunAsync(ClaimKind.Role, role ?? "", HttpContext.Actor(), cancel), "claim_removed", null, cancel);

    /// <summary>Somebody else's entry is this one.</summary>
    public async Task<IActionResult> OnPostMergeAsync(string? other, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var named = await find.ResolveAsync(db, "name:" + (other ?? ""), cancel);
        return named is null
            ? await EndAsync<ActorRow>(new Refusal("merge_whom", "Write the full name of one other entry.", "Other"), "actor_merged", "Other", cancel)
            : await EndAsync(await merge.RunAsync(Id, named, HttpContext.Actor(), cancel), "actor_merged", "Other", cancel);
    }

    public async Task<IActionResult> OnPostUnmergeAsync(string? dropped, CancellationToken cancel) =>
        await EndAsync(await merge.UndoAsync(dropped ?? "", HttpContext.Actor(), cancel), "actor_unmerged", null, cancel);

    private async Task<IActionResult> EndAsync<T>(Outcome<T> outcome, string done, string? field, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            return Done(Here, done);
        }
        await LoadAsync(cancel);
        return Refused(outcome.Refusal with { Field = field });
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        Entry = await queries.FindAsync(Id, cancel);
        Under = await db.Set<ActorRow>().AsNoTracking().Where(a => a.MergedInto == Id).OrderBy(a => a.SortName).ToListAsync(cancel);
        var row = await db.Set<ActorRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == Id, cancel);
        Into = row?.MergedInto is { } into ? await db.Set<ActorRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == into, cancel) : null;
        Form = Entry is null ? new ClaimForm() : ClaimForm.Of(ClaimFields.Of(Entry.Actor));
    }
}
