using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Tests.Site;

namespace Broadside.Tests.Record;

/// <summary>What the tests of the record do at the desk.</summary>
internal static class RecordDesk
{
    public const string Recall = "Alvia recalled its ambassador from Brenland on 3 May.";
    public const string Words = "“We will not be lectured,” said Minister Ana Marin in a press release.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static ArticleContent First { get; } = Newspaper.Article("first", "A quarrel begins", "The two neighbours had been on good terms.", Recall, Words);

    public static ArticleContent Second { get; } = Newspaper.Article("second", "The quarrel goes on", "On 4 May, Alvia recalled its ambassador, a step that nobody had expected.", "Brenland answered with tariffs.");

    /// <summary>The place of some words in an article.</summary>
    public static AnchorPick Pick(ArticleContent content, string words)
    {
        var block = BlockText.Of(content).First(b => b.Text.Contains(words, StringComparison.Ordinal));
        var start = block.Text.IndexOf(words, StringComparison.Ordinal);
        return new AnchorPick(content.Id, block.Id, start, start + words.Length, words);
    }

    /// <summary>Publishes, and lets the jobs run that this causes.</summary>
    public static async Task PublishAndCheckAsync(this TestNewsroom newsroom, params ArticleContent[] contents)
    {
        await newsroom.PublishAsync(contents);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
    }

    /// <summary>Two articles, two states, the recall, the quote, and the dossier "quarrel" with its line; nothing of it public yet.</summary>
    public static async Task<(EventRow Recall, QuoteRow Quote, ActorRow Alvia, ActorRow Brenland, ActorRow Marin)> QuarrelAsync(this TestNewsroom newsroom)
    {
        await newsroom.PublishAndCheckAsync(First, Second);
        var alvia = await newsroom.ActorAsync("Alvia", ActorKind.State);
        var brenland = await newsroom.ActorAsync("Brenland", ActorKind.State);
        var marin = await newsroom.ActorAsync("Ana Marin", ActorKind.Person, "Marin");
        var recall = await newsroom.Get<AddEvent>().RunAsync(Fields(alvia, brenland), [Pick(First, Recall)], Actor.Operator, Cancel);
        Assert.Null(recall.Refusal);
        var quote = await newsroom.Get<AddQuote>().RunAsync(new QuoteFields { Speaker = "name:Marin", Cue = "said", Venue = "in a press release" }, [Pick(First, "We will not be lectured,")], Actor.Operator, Cancel);
        Assert.Null(quote.Refusal);
        var dossiers = newsroom.Get<ChangeDossier>();
        Assert.Null((await dossiers.MakeAsync("quarrel", new DossierFields { Title = "The quarrel", PartyA = alvia.Id, PartyB = brenland.Id, HasLine = true }, Actor.Operator, Cancel)).Refusal);
        Assert.Null((await dossiers.ArticlesAsync("quarrel", ["first", "second"], Actor.Operator, Cancel)).Refusal);
        Assert.Null((await dossiers.StoryAsync("quarrel", [new StoryPick("It began with a recall.", [recall.Value!.Id], [])], Actor.Operator, Cancel)).Refusal);
        return (recall.Value, quote.Value!, alvia, brenland, marin);
    }

    public static EventFields Fields(ActorRow alvia, ActorRow brenland) => new()
    {
        Label = "Alvia recalls its ambassador",
        Edtf = "2026-05-03",
        Basis = DateBasis.Stated,
        Actors = [alvia.Id],
        Recipients = [brenland.Id],
        PloverType = "PROTEST",
        Score = -40,
        Salience = 3,
    };

    public static async Task<ActorRow> ActorAsync(this TestNewsroom newsroom, string name, ActorKind kind, params string[] aliases)
    {
        var outcome = await newsroom.Get<AddActor>().RunAsync(new ActorFields { Name = name, Kind = kind, Aliases = aliases }, Actor.Operator, Cancel);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    public static async Task<PublishedDossier> PublishDossierAsync(this TestNewsroom newsroom)
    {
        var outcome = await newsroom.Get<PublishDossier>().RunAsync("quarrel", Actor.Operator, Cancel);
        Assert.Null(outcome.Refusal);
        return (await newsroom.Get<DossierArchive>().ReadAsync("quarrel", Cancel))!;
    }

    /// <summary>The article with one of its paragraphs rewritten.</summary>
    public static ArticleContent With(ArticleContent content, string block, string text) =>
        content with { Blocks = [.. content.Blocks.Select(b => b.Id == block ? new Paragraph { Id = block, Text = text } : b)] };
}
