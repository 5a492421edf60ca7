using System.Text.Json;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Record.Suggesting;
using Broadside.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadside.Tests.Record;

public sealed class SuggestionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Suggesting_twice_is_suggesting_once_and_only_changed_blocks_are_read_again(string engine)
    {
        var reader = new Reader();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.Replace(ServiceDescriptor.Singleton<IReadText>(reader)));
        await newsroom.PublishAndCheckAsync(RecordDesk.First);
        var keep = newsroom.Get<KeepSuggestions>();

        // Publishing had it read.
        Assert.Equal(2, (await OpenAsync(newsroom)).Count);
        Assert.Equal(0, (await keep.RunAsync("first", Cancel)).Value);
        Assert.Equal([["p0", "p1", "p2"]], reader.Read);

        await newsroom.PublishAndCheckAsync(RecordDesk.With(RecordDesk.First, "p1", "Alvia did nothing."));
        Assert.Equal(0, (await keep.RunAsync("first", Cancel)).Value);
        Assert.Equal(["p1"], reader.Read[^1]);
        Assert.Equal([SuggestionKind.Quote], (await OpenAsync(newsroom)).Select(s => s.Kind));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "decided-stays")]
    public async Task What_was_rejected_never_returns_and_what_was_accepted_is_a_claim(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.Replace(ServiceDescriptor.Singleton<IReadText>(new Reader())));
        await newsroom.PublishAndCheckAsync(RecordDesk.First);
        await newsroom.ActorAsync("Alvia", ActorKind.State);
        var (keep, decide) = (newsroom.Get<KeepSuggestions>(), newsroom.Get<DecideSuggestion>());
        await keep.RunAsync("first", Cancel);
        var open = await OpenAsync(newsroom);

        Assert.Null((await decide.RejectAsync(open.Single(s => s.Kind == SuggestionKind.Quote).Id, 900, Actor.Operator, Cancel)).Refusal);
        var accepted = await decide.AcceptAsync(open.Single(s => s.Kind == SuggestionKind.Event).Id, null, 1200, Actor.Operator, Cancel);
        Assert.Equal((SuggestionState.Accepted, 1200), (accepted.Value?.State, accepted.Value?.MsToDecide));
        Assert.Equal("decided", (await decide.AcceptAsync(accepted.Value!.Id, null, null, Actor.Operator, Cancel)).Refusal?.Code);

        // The paragraphs are typed anew under other ids, changed and changed back: still nothing is asked twice.
        await newsroom.PublishAndCheckAsync(RecordDesk.First with { Blocks = [new Paragraph { Id = "n2", Text = RecordDesk.Words }, .. RecordDesk.First.Blocks.Take(2)] });
        Assert.Equal(0, (await keep.RunAsync("first", Cancel)).Value);
        Assert.Empty(await OpenAsync(newsroom));
        await newsroom.PublishAndCheckAsync(RecordDesk.With(RecordDesk.First, "p1", "Alvia did nothing."));
        await keep.RunAsync("first", Cancel);
        await newsroom.PublishAndCheckAsync(RecordDesk.First);
        Assert.Equal(0, (await keep.RunAsync("first", Cancel)).Value);
        Assert.Empty(await OpenAsync(newsroom));

        var claims = await newsroom.Get<ClaimQueries>().OfArticleAsync("first", Cancel);
        Assert.Equal(("Recall", 1, 2), (claims.Events.Single().Label, claims.Parts.Count, claims.Anchors.Count));
        Assert.Empty(claims.Quotes);
        var tally = await newsroom.Get<SuggestionQueries>().TallyAsync(Cancel);
        Assert.Equal([("event-rule", 1, 0), ("quote-rule", 0, 1)], tally.Select(t => (t.Rules, t.Accepted, t.Rejected)));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "exact-day")]
    public async Task What_is_accepted_keeps_the_rules_of_what_is_typed(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.Replace(ServiceDescriptor.Singleton<IReadText>(new Reader())));
        await newsroom.PublishAndCheckAsync(RecordDesk.First);
        await newsroom.Get<KeepSuggestions>().RunAsync("first", Cancel);
        var id = (await OpenAsync(newsroom)).Single(s => s.Kind == SuggestionKind.Event).Id;
        Task<Outcome<SuggestionRow>> Accept(EventFields fields) => newsroom.Get<DecideSuggestion>().AcceptAsync(id, JsonSerializer.Serialize(fields, CanonicalJson.Options), null, Actor.Operator, Cancel);

        Assert.Equal("exact_day", (await Accept(new EventFields { Label = "Recall", Edtf = "2026-05-03", Basis = DateBasis.Inferred })).Refusal?.Code);
        Assert.Equal("alleged", (await Accept(new EventFields { Label = "Recall", Factuality = Factuality.Alleged })).Refusal?.Code);
        Assert.Equal("payload", (await newsroom.Get<DecideSuggestion>().AcceptAsync(id, "{", null, Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Equal(SuggestionState.Edited, (await Accept(new EventFields { Label = "Recall", Edtf = "2026-05~", Basis = DateBasis.Inferred })).Value?.State);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_happening_told_again_elsewhere_is_one_event_with_two_places(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.Replace(ServiceDescriptor.Singleton<IReadText>(new Reader())));
        await newsroom.PublishAndCheckAsync(RecordDesk.First);
        await newsroom.PublishAndCheckAsync(RecordDesk.First with { Id = "again", Slug = "again" });
        await newsroom.ActorAsync("Alvia", ActorKind.State);
        await newsroom.ActorAsync("Nobody", ActorKind.State);
        foreach (var article in new[] { "first", "again" })
        {
            await newsroom.Get<KeepSuggestions>().RunAsync(article, Cancel);
            var recall = (await OpenAsync(newsroom, article)).Single(s => s.Kind == SuggestionKind.Event);
            Assert.Null((await newsroom.Get<DecideSuggestion>().AcceptAsync(recall.Id, null, null, Actor.Operator, Cancel)).Refusal);
        }

        var claims = await newsroom.Get<ClaimQueries>().OfArticleAsync("again", Cancel);
        Assert.Single(claims.Events);
        // Told in two paragraphs of each article.
        Assert.Equal(["again", "again", "first", "first"], claims.Anchors.Select(a => a.Article).Order(StringComparer.Ordinal));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_paragraph_that_stands_in_article_after_article_is_not_read(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.Replace(ServiceDescriptor.Singleton<IReadText>(new Reader())));
        var found = new List<int>();
        foreach (var id in new[] { "first", "second", "third", "fourth" })
        {
            await newsroom.PublishAndCheckAsync(RecordDesk.First with { Id = id, Slug = id });
            found.Add((await OpenAsync(newsroom, id)).Count);
        }
        Assert.Equal([2, 2, 2, 0], found);
    }

    private static Task<IReadOnlyList<SuggestionRow>> OpenAsync(TestNewsroom newsroom, string article = "first") => newsroom.Get<SuggestionQueries>().OpenAsync(article, ["p0", "p1", "p2"], Cancel);

    // Suggests the recall and the minister's words wherever they stand.
    private sealed class Reader : IReadText
    {
        public List<string[]> Read { get; } = [];

        public Task<IReadOnlyList<ReadSuggestion>> ReadAsync(TextToRead text, CancellationToken cancel)
        {
            Read.Add([.. text.Changed.Order(StringComparer.Ordinal)]);
            var found = new List<ReadSuggestion>();
            foreach (var block in text.Blocks)
            {
                Add("recalled its ambassador", SuggestionKind.Event, new EventFields { Label = "Recall", Edtf = "2026-05-03", Basis = DateBasis.Stated, Actors = ["name:Alvia"], Recipients = ["name:Nobody"] });
                Add("We will not be lectured,", SuggestionKind.Quote, new QuoteFields { SpeakerText = "Minister Ana Marin" });

                void Add<T>(string words, SuggestionKind kind, T fields)
                {
                    var start = block.Text.IndexOf(words, StringComparison.Ordinal);
                    if (start >= 0)
                    {
                        found.Add(new ReadSuggestion(kind, JsonSerializer.Serialize(fields, CanonicalJson.Options), block.Id, start, start + words.Length, words, kind.ToString().ToLowerInvariant() + "-rule", "A test.", 80)
                        {
                            AlsoIn = kind == SuggestionKind.Event ? [new AnchorPick(text.Article, "p0", 0, 5, null), new AnchorPick(text.Article, "p0", 0, 4, "Gone")] : [],
                        });
                    }
                }
            }
            return Task.FromResult<IReadOnlyList<ReadSuggestion>>(found);
        }
    }
}
