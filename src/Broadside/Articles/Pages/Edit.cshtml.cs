using System.Text.Json;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages;

/// <summary>The page on which an article is written. With scripts the editor takes it over; without, it is a form.</summary>
[Needs(Right.Translate)]
public sealed class Edit(WritingQueries queries, EditorWords words) : DeskPage
{
    public WritingQueries.Opened? Opened { get; private set; }

    /// <summary>What the editor begins with; its form is described in <c>src/Editor/README.md</c>.</summary>
    public string Draft { get; private set; } = "";

    /// <summary>JSON of colleagues whom notes may name.</summary>
    public string Staff { get; private set; } = "[]";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        var who = HttpContext.Actor();
        var outcome = await queries.OpenAsync(id, who, cancel);
        if (!outcome.IsDone)
        {
            return Refused(outcome.Refusal);
        }
        Opened = outcome.Value;
        Staff = JsonSerializer.Serialize(await queries.StaffAsync(cancel), CanonicalJson.Options);
        Draft = DraftOf(Opened, who);
        return Page();
    }

    private string DraftOf(WritingQueries.Opened opened, Actor who)
    {
        var draft = JsonSerializer.Serialize(
            new
            {
                opened.Revision,
                opened.Article.CurrentVersion,
                SavedAt = opened.Draft?.SavedAt,
                SavedBy = opened.Draft is { } d ? new WritingQueries.Somebody(d.SavedById, d.SavedBy) : null,
                opened.Content,
                Lock = WritingRoutes.LockOf(opened.Lock, who),
                Me = new WritingQueries.Somebody(who.Id, who.Name),
                Strings = JsonSerializer.Deserialize<JsonElement>(words.For(DeskWords.Of(HttpContext))),
            },
            CanonicalJson.Options);
        // Within strings alone: no text can end the element that it stands in.
        return draft.Replace("<", "\\u003c", StringComparison.Ordinal);
    }
}
