using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Claims;
using Broadside.Record.Suggesting;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Record.Pages;

/// <summary>Puts words of a paragraph into the record by hand, or changes a suggestion before it is accepted.</summary>
[Needs(Right.Write)]
public sealed class NewClaim(DeskArticleQueries articles, DeskAssets assets, RecordOfArticle records, KeepClaim keep, DecideCards decide) : Articles.Pages.Publishing.ArticlePage(articles, assets)
{
    private ArticleRecord? record;

    [BindProperty(SupportsGet = true)]
    public SuggestionKind Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Block { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Words { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Start { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Suggestion { get; set; }

    public ClaimForm Form { get; private set; } = new();

    public RecordScope Scope => record?.Scope ?? new RecordScope();

    public string Language => record?.Language ?? "en";

    /// <summary>The paragraph with its words marked; null where they do not stand in it.</summary>
    public RecordParagraph? Paragraph { get; private set; }

    public RecordCard? Card { get; private set; }

    public bool NeedsWords => Card is null && Paragraph is null && Kind != SuggestionKind.Actor;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var page = await ShowAsync(cancel);
        Form = Card is { } card ? ClaimForm.Of(card, Scope, DeskWords.Of(HttpContext)) : Beginning();
        return Found is not null && NeedsWords && Words is not null ? Refused(new Refusal("record_words", "Those words do not stand in that paragraph. Copy them from it.", "Words")) : page;
    }

    public async Task<IActionResult> OnPostAsync(ClaimForm form, CancellationToken cancel)
    {
        Form = form;
        if (Suggestion is { Length: > 0 } id)
        {
            await FindAsync(cancel);
            var edited = await decide.EditAsync(Id, Card?.Ids ?? [id], form, null, Who, cancel);
            return await EndAsync(edited, Here("record"), "record_accepted", cancel);
        }
        var pick = await keep.PickAsync(Id, Block, Words, Start, cancel);
        var outcome = await keep.NewAsync(Id, Kind, pick, form, Who, cancel);
        return outcome.IsDone ? Redirect($"{Here("record")}?done=record_added#b-{Block}") : await EndAsync(outcome, "", "record_added", cancel);
    }

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        record = await records.ReadAsync(Id, cancel);
        Card = record?.Cards.FirstOrDefault(c => c.IsOpen && Suggestion is not null && (c.Id == Suggestion || c.Ids.Contains(Suggestion)));
        if (Card is not null)
        {
            Kind = Card.Kind;
            Paragraph = record!.Paragraphs.FirstOrDefault(p => p.Block == Card.Block) is { } of ? of with { Cards = [Card] } : null;
            return;
        }
        if (await keep.PickAsync(Id, Block, Words, Start, cancel) is { } pick && record?.Paragraphs.FirstOrDefault(p => p.Block == pick.Block) is { } paragraph)
        {
            var words = new RecordCard { Id = "words", Kind = Kind, Block = pick.Block, Start = pick.Start, End = pick.End, Exact = paragraph.Text[pick.Start..pick.End] };
            Paragraph = paragraph with { Cards = [words] };
        }
    }

    // What was selected is a beginning: a name, a title, a happening.
    private ClaimForm Beginning() => Kind switch
    {
        SuggestionKind.Actor => new ClaimForm { ActorName = Words },
        SuggestionKind.Role => new ClaimForm { RoleTitle = Words },
        SuggestionKind.Source => new ClaimForm { SourceTitle = Words },
        SuggestionKind.Event => new ClaimForm { EventLabel = Words is { Length: > ClaimRules.LongestLabel } ? Words[..ClaimRules.LongestLabel] : Words },
        _ => new ClaimForm(),
    };
}
