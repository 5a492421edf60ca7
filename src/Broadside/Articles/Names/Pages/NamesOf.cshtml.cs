using Broadside.Articles.Names;
using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Names.Pages;

[Needs(Right.Curate)]
public sealed class NamesOf(NameQueries names, KeepTopic topics, KeepPerson people) : DeskPage
{
    private const int PerPage = 50;

    [FromRoute(Name = "list")]
    public string Kind { get; set; } = "";

    public NameList? List { get; private set; }

    public string Here => "/desk/directory/" + Kind;

    public string? Text { get; private set; }

    public IReadOnlyList<NameQueries.Entry> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public string? First { get; private set; }

    /// <summary>Tags and series begin in an article.</summary>
    public bool MayAdd => List is NameList.Topics or NameList.People;

    public string? Name { get; private set; }

    public string? Fault { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? q, string? after, CancellationToken cancel)
    {
        await LoadAsync(q, after, cancel);
        Response.StatusCode = List is null ? 404 : 200;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? name, CancellationToken cancel)
    {
        await LoadAsync(null, null, cancel);
        if (!MayAdd)
        {
            Response.StatusCode = 404;
            return Page();
        }
        var (slug, refusal) = List == NameList.Topics ? Made(await topics.RunAsync(null, name, null, null, 0, HttpContext.Actor(), cancel)) : Made(await people.RunAsync(null, name, new KeepPerson.Said(null, null, null, null), HttpContext.Actor(), cancel));
        if (refusal is null)
        {
            return Done($"{Here}/{slug}", "name_made");
        }
        (Name, Fault) = (name, DeskWords.Of(DeskWords.Of(HttpContext), refusal));
        return Refused(refusal);
    }

    internal static NameList? Read(string kind) => kind switch
    {
        "topics" => NameList.Topics,
        "tags" => NameList.Tags,
        "people" => NameList.People,
        "series" => NameList.Series,
        _ => null,
    };

    private static (string? Slug, Refusal? Refusal) Made(Outcome<Topic> outcome) => (outcome.Value?.Slug, outcome.Refusal);

    private static (string? Slug, Refusal? Refusal) Made(Outcome<Person> outcome) => (outcome.Value?.Slug, outcome.Refusal);

    private async Task LoadAsync(string? text, string? after, CancellationToken cancel)
    {
        (List, Text) = (Read(Kind), text);
        if (List is not { } list)
        {
            return;
        }
        var rows = await names.ListAsync(list, text, after, PerPage + 1, cancel);
        Rows = [.. rows.Take(PerPage)];
        Next = rows.Count > PerPage ? Address(Rows[^1].Slug) : null;
        First = string.IsNullOrEmpty(after) ? null : Address(null);
    }

    private string Address(string? after)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("q", Text), ("after", after) })
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }
        return Here + query.ToQueryString();
    }
}
