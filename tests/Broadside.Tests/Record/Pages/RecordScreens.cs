using System.Text.Json;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Record.Suggesting;
using Broadside.Tests.Articles.Publishing;
using Broadside.Tests.Desk;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Record.Pages;

/// <summary>A quarrel between two harbours in one article, with what reading it might suggest.</summary>
internal static class RecordScreens
{
    public const string Recall = "Nordhaven recalled its envoy from Sudhafen on 3 July 2025.";
    public const string Said = "“We call our envoy home for talks, and we hope that these talks will be short,” said Ana Marin in a press release.";
    public const string Answer = "“Nobody has threatened anybody, and nobody will,” answered Ben Okri on the radio.";
    public const string Before = "A few weeks ago the ministers had met in the old town, to talk about the ferry.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static (string Template, string Address)[] Pages { get; } =
    [
        ("/desk/articles/{article}/record", "/desk/articles/quarrel/record"), ("/desk/articles/{article}/record", "/desk/articles/none/record"),
        ("/desk/articles/{article}/record/new", "/desk/articles/quarrel/record/new?kind=quote&block=p1&words=We call our envoy home"), ("/desk/articles/{article}/record/new", "/desk/articles/quarrel/record/new?kind=event&block=p0&words=nothing"),
        ("/desk/articles/{article}/record/new", "/desk/articles/quarrel/record/new?kind=source&block=p1&words=a press release"), ("/desk/articles/{article}/record/new", "/desk/articles/quarrel/record/new?kind=role&block=p1&words=envoy"), ("/desk/articles/{article}/record/new", "/desk/articles/quarrel/record/new?kind=actor&block=p1&words=Ana Marin"),
        ("/desk/record", "/desk/record"), ("/desk/record/actors", "/desk/record/actors"), ("/desk/record/actors", "/desk/record/actors?q=nobody"), ("/desk/record/actors/{id}", "/desk/record/actors/{actor}"), ("/desk/record/actors/{id}", "/desk/record/actors/none"),
        ("/desk/record/claims/{kind}/{id}", "/desk/record/claims/event/{event}?article=quarrel"), ("/desk/record/claims/{kind}/{id}", "/desk/record/claims/event/none"),
        ("/desk/dossiers", "/desk/dossiers"), ("/desk/dossiers/new", "/desk/dossiers/new"), ("/desk/dossiers/{slug}", "/desk/dossiers/two-harbours"), ("/desk/dossiers/{slug}", "/desk/dossiers/none"),
    ];

    public static IEnumerable<string> Templates => Pages.Select(p => p.Template);

    /// <summary>The article, written by whoever is signed in there, with two people, two quotes and two events suggested.</summary>
    public static async Task QuarrelAsync(this TestDesk desk, DeskClient? writer = null)
    {
        var content = Newspaper.Article("quarrel", "Two harbours quarrel", Recall, Said, Answer, Before) with { PublishedAt = new DateTimeOffset(2025, 7, 8, 9, 0, 0, TimeSpan.Zero) };
        await desk.WriteAsync(content, writer);
        await desk.Get<PublishArticle>().RunAsync("quarrel", Actor.Operator, "A test.", Cancel);
        await desk.SuggestAsync("quarrel",
            (SuggestionKind.Event, Recall, Recall, new EventFields { Label = "Nordhaven recalls its envoy", Edtf = "2025-07-03", Basis = DateBasis.Stated, PloverType = "SANCTION", Score = -60, Salience = 3 }),
            (SuggestionKind.Actor, Said, "Ana Marin", new ActorFields { Name = "Ana Marin" }),
            (SuggestionKind.Quote, Said, "We call our envoy home for talks, and we hope that these talks will be short,", new QuoteFields { Speaker = "name:Ana Marin", SpeakerText = "Ana Marin", Cue = "said", Venue = "in a press release" }),
            (SuggestionKind.Actor, Answer, "Ben Okri", new ActorFields { Name = "Ben Okri" }),
            (SuggestionKind.Quote, Answer, "Nobody has threatened anybody, and nobody will,", new QuoteFields { Speaker = "name:Ben Okri", SpeakerText = "Ben Okri", Cue = "answered", Venue = "on the radio" }),
            (SuggestionKind.Event, Before, Before, new EventFields { Label = "The ministers meet in the old town", Edtf = "2025-05-27~/2025-06-24~", Basis = DateBasis.Inferred, Salience = 2 }));
    }

    public static async Task SuggestAsync(this TestDesk desk, string article, params (SuggestionKind Kind, string Paragraph, string Words, object Fields)[] found)
    {
        await using var db = desk.Db();
        var texts = desk.Get<ArticleTexts>();
        var content = (await texts.NewestAsync(db, article, Cancel))!;
        var blocks = BlockText.Of(content);
        await desk.Get<KeepSuggestions>().KeepAsync(article, blocks, content.PublishedAt is { } at ? texts.DayOf(at) : null, blocks.Select(b => b.Id).ToHashSet(), [.. found.Select(f =>
        {
            var block = blocks.Single(b => b.Text == f.Paragraph);
            var start = block.Text.IndexOf(f.Words, StringComparison.Ordinal);
            return new ReadSuggestion(f.Kind, JsonSerializer.Serialize(f.Fields, f.Fields.GetType(), CanonicalJson.Options), block.Id, start, start + f.Words.Length, f.Words, "a-rule", "a word of the text", 80);
        })], Cancel);
    }

    /// <returns>The actor and event that pages are shown of.</returns>
    public static async Task<(string Actor, string Event)> FillAsync(TestDesk desk)
    {
        await desk.QuarrelAsync();
        var who = Actor.Operator;
        var ana = await desk.Get<AddActor>().RunAsync(new ActorFields { Name = "Ana Marin", Country = "CO", Aliases = ["Marin"] }, who, Cancel);
        await desk.Get<AddActor>().RunAsync(new ActorFields { Name = "Berta Marin", Aliases = ["Marin"] }, who, Cancel);
        var old = await desk.Get<AddActor>().RunAsync(new ActorFields { Name = "Anna Marin" }, who, Cancel);
        await desk.Get<MergeActors>().RunAsync(ana.Value!.Id, old.Value!.Id, who, Cancel);
        string recall;
        await using (var db = desk.Db())
        {
            var rows = await db.Set<SuggestionRow>().AsNoTracking().ToListAsync(Cancel);
            recall = (await desk.Get<DecideSuggestion>().AcceptAsync(rows.Single(r => r.Exact == Recall).Id, null, null, who, Cancel)).Value!.Claim!;
            await desk.Get<DecideSuggestion>().RejectAsync(rows.Single(r => r.Exact == "Ben Okri").Id, null, who, Cancel);
        }
        await desk.Get<ChangeDossier>().MakeAsync("two-harbours", new DossierFields { Title = "Two harbours" }, who, Cancel);
        await desk.Get<ChangeDossier>().ArticlesAsync("two-harbours", ["quarrel"], who, Cancel);
        await desk.Get<ChangeDossier>().StoryAsync("two-harbours", [new StoryPick("On 3 July 2025 Nordhaven recalled its envoy.", [recall], [])], who, Cancel);
        await desk.Get<PublishDossier>().RunAsync("two-harbours", who, Cancel);
        // An article that no longer says it: its claim waits for a look.
        await desk.WriteAsync(Drafts.Fresh("later", "The quarrel goes on", "Sudhafen closed the ferry on 5 July 2025, and said so."));
        await desk.Get<PublishArticle>().RunAsync("later", who, "A test.", Cancel);
        await using var fresh = desk.Db();
        var block = BlockText.Of((await desk.Get<ArticleTexts>().NewestAsync(fresh, "later", Cancel))!)[0];
        await desk.Get<AddEvent>().RunAsync(new EventFields { Label = "Sudhafen closes the ferry" }, [new AnchorPick("later", block.Id, 0, 42)], who, Cancel);
        await desk.WriteAsync(Drafts.Fresh("later", "The quarrel goes on", "Nothing new is known of the ferry, the envoy or the minister."));
        await desk.Get<PublishArticle>().RunAsync("later", who, "A test.", Cancel);
        await desk.Get<CheckAnchors>().RunAsync(["later"], Cancel);
        return (ana.Value.Id, recall);
    }
}
