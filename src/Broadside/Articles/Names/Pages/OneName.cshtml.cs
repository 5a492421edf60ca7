using System.Globalization;
using Broadside.Articles.Names;
using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Names.Pages;

[Needs(Right.Curate)]
public sealed class OneName(NameQueries names, AskMoveName move, KeepTopic topics, KeepPerson people, RemoveName remove) : DeskPage
{
    [FromRoute(Name = "list")]
    public string Kind { get; set; } = "";

    [FromRoute(Name = "slug")]
    public string Slug { get; set; } = "";

    public NameList? List => NamesOf.Read(Kind);

    public NameQueries.Entry? Entry { get; private set; }

    public TopicCard? Topic { get; private set; }

    public KeepPerson.Said? Person { get; private set; }

    public string Public => $"/{Kind}/{Slug}/";

    public string? Name { get; private set; }

    public string? NewSlug { get; private set; }

    public string? Into { get; private set; }

    public IEnumerable<KeyValuePair<string, string>> Parents => names.Topics().Where(t => t.Slug != Slug).Select(t => KeyValuePair.Create(t.Slug, t.Name))
        .Prepend(KeyValuePair.Create("", DeskWords.Of(HttpContext).Text("onename.no_parent")));

    private string Here => $"/desk/directory/{Kind}/{Uri.EscapeDataString(Slug)}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Response.StatusCode = Entry is null ? 404 : 200;
        return Page();
    }

    public async Task<IActionResult> OnPostTopicAsync(string? description, string? parent, string? position, CancellationToken cancel)
    {
        var place = int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var outcome = await topics.RunAsync(Slug, null, description, parent, place, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done(Here, "name_kept");
        }
        await LoadAsync(cancel);
        Topic = Topic is null ? null : Topic with { Description = description, Parent = parent, Position = place };
        return Refused(outcome.Refusal);
    }

    public async Task<IActionResult> OnPostPersonAsync(string? role, string? bio, string? photo, string? links, CancellationToken cancel)
    {
        var said = new KeepPerson.Said(role, bio, photo, links);
        var outcome = await people.RunAsync(Slug, null, said, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done(Here, "name_kept");
        }
        await LoadAsync(cancel);
        Person = Person is null ? null : said;
        return Refused(outcome.Refusal);
    }

    public async Task<IActionResult> OnPostRenameAsync(string? name, [FromForm(Name = "Slug")] string? newSlug, CancellationToken cancel)
    {
        if (List is not { } list)
        {
            return await OnGetAsync(cancel);
        }
        var outcome = await move.RenameAsync(list, Slug, name, newSlug, HttpContext.Actor(), cancel);
        return await AskedAsync(outcome, () => (Name, NewSlug) = (name, newSlug), cancel);
    }

    public async Task<IActionResult> OnPostMergeAsync(string? into, CancellationToken cancel)
    {
        if (List is not { } list)
        {
            return await OnGetAsync(cancel);
        }
        var outcome = await move.MergeAsync(list, Slug, into, HttpContext.Actor(), cancel);
        return await AskedAsync(outcome, () => Into = into, cancel);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel)
    {
        if (List is not { } list)
        {
            return await OnGetAsync(cancel);
        }
        var outcome = await remove.RunAsync(list, Slug, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/directory/" + Kind, "name_removed");
        }
        await LoadAsync(cancel);
        return Refused(outcome.Refusal);
    }

    private async Task<IActionResult> AskedAsync(Outcome<Rewrite> outcome, Action keep, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            return Redirect("/desk/changes/" + outcome.Value.Id);
        }
        await LoadAsync(cancel);
        keep();
        return Refused(outcome.Refusal);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Entry = List is { } list ? await names.FindAsync(list, Slug, cancel) : null;
        (Name, NewSlug) = (Entry?.Name, Entry?.Slug);
        Topic = List == NameList.Topics ? names.Topic(Slug) : null;
        Person = List == NameList.People && names.Person(Slug) is { } card ? new KeepPerson.Said(card.Role, card.Bio, card.Photo, string.Join('\n', card.Links ?? [])) : null;
    }
}
