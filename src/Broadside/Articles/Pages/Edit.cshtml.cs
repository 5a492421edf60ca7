using System.Text.Json;
using Broadside.Articles.Body;
using Broadside.Articles.Merging;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages;

/// <summary>The page on which an article is written. With scripts the editor takes it over; without, it is a form.</summary>
[Needs(Right.Translate)]
public sealed class Edit(WritingQueries queries, SaveForm save, EditorWords words) : DeskPage
{
    private const string ChoiceStart = "choice:";

    public WritingQueries.Opened? Opened { get; private set; }

    public SaveForm.Form Form { get; private set; } = new(0, "", null, "");

    /// <summary>What the editor begins with; its form is described in <c>src/Editor/README.md</c>.</summary>
    public string Draft { get; private set; } = "";

    /// <summary>JSON of colleagues whom notes may name.</summary>
    public string Staff { get; private set; } = "[]";

    /// <summary>Both changed something: the page shows both sides.</summary>
    public TextMerge? Merge { get; private set; }

    public string? SavedBy { get; private set; }

    /// <summary>Somebody else has it, and the form was sent all the same.</summary>
    public ArticleLock? Lock { get; private set; }

    public bool TakesOver { get; private set; }

    /// <summary>A side of a conflict as its writer would type it.</summary>
    public static string Shown(object side) => side switch
    {
        Block block => SaveForm.MarkdownOf([block]).Trim(),
        Footnote note => note.Text,
        _ => side.ToString() ?? "",
    };

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is { } refusal)
        {
            return Refused(refusal);
        }
        Form = new SaveForm.Form(Opened!.Revision, Opened.Content.Title, Opened.Content.Standfirst, SaveForm.MarkdownOf(Opened.Content.Blocks));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, int revision, string? title, string? standfirst, string? body, bool takesOver, CancellationToken cancel)
    {
        Form = new SaveForm.Form(revision, title ?? "", standfirst, (body ?? "").ReplaceLineEndings("\n")) { Choices = Choices(), TakesOver = takesOver };
        var answer = await save.RunAsync(id, Form, HttpContext.Actor(), cancel);
        if (answer.IsSaved)
        {
            return Done("/desk/articles/" + id, answer.Taken > 0 ? "text_merged" : "text_saved");
        }
        await FindAsync(id, cancel);
        (Merge, SavedBy, Lock, TakesOver) = (answer.Merge, answer.SavedBy, answer.Lock, takesOver);
        if (answer.Refusal is { } refusal)
        {
            return Refused(refusal with { Field = refusal.Field is { } field ? char.ToUpperInvariant(field[0]) + field[1..] : null });
        }
        Response.StatusCode = Lock is null ? 409 : 423;
        return Page();
    }

    public TextMerge.Side? ChoiceOf(string key) => Form.Choices.TryGetValue(key, out var side) ? side : null;

    private async Task<Refusal?> FindAsync(string id, CancellationToken cancel)
    {
        var who = HttpContext.Actor();
        var outcome = await queries.OpenAsync(id, who, cancel);
        if (!outcome.IsDone)
        {
            return outcome.Refusal;
        }
        Opened = outcome.Value;
        Staff = JsonSerializer.Serialize(await queries.StaffAsync(cancel), CanonicalJson.Options);
        Draft = DraftOf(Opened, who);
        return null;
    }

    private Dictionary<string, TextMerge.Side> Choices() =>
        Request.Form.Where(f => f.Key.StartsWith(ChoiceStart, StringComparison.Ordinal) && Enum.TryParse<TextMerge.Side>(f.Value, out _))
            .ToDictionary(f => f.Key[ChoiceStart.Length..], f => Enum.Parse<TextMerge.Side>(f.Value!), StringComparer.Ordinal);

    private string DraftOf(WritingQueries.Opened opened, Actor who)
    {
        var draft = JsonSerializer.Serialize(
            new
            {
                opened.Revision,
                BaseVersion = opened.Draft?.BaseVersion ?? opened.Article.CurrentVersion,
                SavedAt = opened.Draft?.SavedAt,
                SavedBy = opened.Draft is { } d ? new WritingQueries.Somebody(d.SavedById, d.SavedBy) : null,
                opened.Draft?.Tab,
                Save = opened.Draft?.TabSave,
                opened.Content,
                Lock = WritingRoutes.LockOf(opened.Lock, who),
                Me = new WritingQueries.Somebody(who.Id, who.Name),
                Strings = JsonSerializer.Deserialize<JsonElement>(words.For(DeskWords.Of(HttpContext))),
            },
            CanonicalJson.Options);
        // Within strings alone: no text can end the element that it stands in.
        return Defence.IsOn("draft-json") ? draft.Replace("<", "\\u003c", StringComparison.Ordinal) : draft;
    }
}
