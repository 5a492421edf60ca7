using System.Text.Json;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Pages;
using Broadside.Record.Suggesting;
using Broadside.Storage;
using Broadside.Tests.Site;
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
    public async Task What_was_decided_stays_so_when_its_paragraph_is_split_or_its_words_are_moved(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.Replace(ServiceDescriptor.Singleton<IReadText>(new Reader())));
        var (lead, said) = ("Nothing had announced it.", "“We will not be lectured,” said a deputy.");
        var whole = RecordDesk.With(RecordDesk.First, "p1", $"{lead} {RecordDesk.Recall} {said}");
        await newsroom.PublishAndCheckAsync(whole);
        var decide = newsroom.Get<DecideSuggestion>();
        var open = await OpenAsync(newsroom);
        Assert.Equal(["p1", "p1", "p2"], open.Select(s => s.Block));
        Assert.Null((await decide.AcceptAsync(open.Single(s => s.Kind == SuggestionKind.Event).Id, null, null, Actor.Operator, Cancel)).Refusal);
        Assert.Null((await decide.RejectAsync(open.Single(s => s.Kind == SuggestionKind.Quote && s.Block == "p1").Id, null, Actor.Operator, Cancel)).Refusal);

        // The first part keeps the id. The paragraph below, where the same words wait, is written on and so read again.
        var below = new Paragraph { Id = "p2", Text = RecordDesk.Words + " Nobody answered." };
        await newsroom.PublishAndCheckAsync(whole with { Blocks = [whole.Blocks[0], new Paragraph { Id = "p1", Text = lead }, new Paragraph { Id = "n1", Text = $"{RecordDesk.Recall} {said}" }, below] });
        await newsroom.Get<KeepSuggestions>().RunAsync("first", Cancel);
        Assert.Equal([("p2", SuggestionKind.Quote)], (await OpenAsync(newsroom)).Select(s => (s.Block, s.Kind)));

        await newsroom.PublishAndCheckAsync(whole with { Blocks = [new Paragraph { Id = "p0", Text = $"They had been on good terms. {said}" }, new Paragraph { Id = "p1", Text = $"{RecordDesk.Recall} {lead}" }, below] });
        await newsroom.Get<KeepSuggestions>().RunAsync("first", Cancel);
        Assert.Equal([("p2", SuggestionKind.Quote)], (await OpenAsync(newsroom)).Select(s => (s.Block, s.Kind)));
        Assert.Single((await newsroom.Get<ClaimQueries>().OfArticleAsync("first", Cancel)).Events);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Who_was_refused_is_not_asked_about_in_another_paragraph(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.Replace(ServiceDescriptor.Singleton<IReadText>(new Reader())));
        var content = Newspaper.Article("first", "A quarrel begins", "Ana Marin spoke.", "Then Ana Marin left.");
        await newsroom.PublishAndCheckAsync(content);
        var (keep, blocks) = (newsroom.Get<KeepSuggestions>(), BlockText.Of(content));
        Task<Outcome<int>> Find(BlockText block)
        {
            var start = block.Text.IndexOf("Ana Marin", StringComparison.Ordinal);
            return keep.KeepAsync("first", blocks, null, new HashSet<string> { block.Id }, [new ReadSuggestion(SuggestionKind.Actor, """{"name":"Ana Marin"}""", block.Id, start, start + 9, "Ana Marin", "a-rule", "A test.", 80)], Cancel);
        }

        Assert.Equal(1, (await Find(blocks[1])).Value);
        Assert.Null((await newsroom.Get<DecideSuggestion>().RejectAsync(Assert.Single(await OpenAsync(newsroom)).Id, null, Actor.Operator, Cancel)).Refusal);
        Assert.Equal(0, (await Find(blocks[0])).Value);
        Assert.Empty(await OpenAsync(newsroom));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_text_that_gets_its_day_is_read_again_and_what_was_decided_stays(string engine)
    {
        var reader = new Reader();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.Replace(ServiceDescriptor.Singleton<IReadText>(reader)));
        var (keep, drafts, undated) = (newsroom.Get<KeepSuggestions>(), newsroom.Get<SaveDraft>(), RecordDesk.First with { PublishedAt = null });
        await drafts.RunAsync(undated, Actor.Operator, Cancel);
        Assert.Equal(2, (await keep.RunAsync("first", Cancel)).Value);
        Assert.Null((await newsroom.Get<DecideSuggestion>().RejectAsync((await OpenAsync(newsroom)).Single(s => s.Kind == SuggestionKind.Quote).Id, null, Actor.Operator, Cancel)).Refusal);

        await drafts.RunAsync(undated with { PublishedAt = Newspaper.Noon }, Actor.Operator, Cancel);
        Assert.Equal(0, (await keep.RunAsync("first", Cancel)).Value);
        await keep.RunAsync("first", Cancel);

        Assert.Equal(2, reader.Days.Count);
        Assert.Equal(new DateOnly(2026, 11, 22), reader.Days[1]);
        Assert.Equal(["p0", "p1", "p2"], reader.Read[1]);
        Assert.Equal([SuggestionKind.Event], (await OpenAsync(newsroom)).Select(s => s.Kind));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task On_Tuesday_is_a_day_as_soon_as_the_text_has_one(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var undated = Newspaper.Article("first", "A quarrel begins", "Chile condemned the decision of Bolivia on Tuesday.") with { PublishedAt = null };
        async Task<string?> DayAsync(ArticleContent content)
        {
            await newsroom.Get<SaveDraft>().RunAsync(content, Actor.Operator, Cancel);
            await newsroom.Get<KeepSuggestions>().RunAsync("first", Cancel);
            return (await EventsAsync(newsroom)).Single().Edtf;
        }

        Assert.Null(await DayAsync(undated));
        Assert.Equal("2025-07-08", await DayAsync(undated with { PublishedAt = new DateTimeOffset(2025, 7, 10, 9, 0, 0, TimeSpan.Zero) }));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_day_of_a_text_is_the_outlets_own(string engine)
    {
        var reader = new Reader();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.Replace(ServiceDescriptor.Singleton<IReadText>(reader)));
        await newsroom.Get<WriteSiteRecord>().RunAsync(Identity.Part, new Identity { TimeZone = "America/Bogota" }, Actor.Operator, "A test.", Cancel);

        // Eight in the evening of 3 July in Bogotá.
        await newsroom.PublishAndCheckAsync(RecordDesk.First with { PublishedAt = new DateTimeOffset(2026, 7, 4, 1, 0, 0, TimeSpan.Zero) });

        Assert.Equal(new DateOnly(2026, 7, 3), Assert.Single(reader.Days));
        Assert.Equal(new DateOnly(2026, 7, 3), await newsroom.Get<KeepClaim>().WrittenAsync("first", Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_capital_is_its_government_where_it_acts_and_a_place_where_something_happens(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var (corvella, haldmark) = (await newsroom.ActorAsync("Corvella", ActorKind.State), await newsroom.ActorAsync("Haldmark", ActorKind.State));
        Assert.Null((await newsroom.Get<AddAlias>().RunAsync(corvella.Id, "Port Sarrel", AliasKind.Metonym, null, false, Actor.Operator, Cancel)).Refusal);

        await newsroom.PublishAndCheckAsync(Newspaper.Article("first", "A quarrel begins", "Port Sarrel condemned the decision of Haldmark on Friday.", "Haldmark expelled two diplomats in Port Sarrel on Friday."));

        var events = (await EventsAsync(newsroom)).ToDictionary(e => e.PloverType!);
        Assert.Equal([corvella.Id], events["ACCUSE"].Actors);
        Assert.Equal([haldmark.Id], events["SANCTION"].Actors);
        Assert.Empty(events["SANCTION"].Recipients);
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

    private static async Task<IEnumerable<EventFields>> EventsAsync(TestNewsroom newsroom) =>
        (await OpenAsync(newsroom)).Where(s => s.Kind == SuggestionKind.Event).Select(s => JsonSerializer.Deserialize<EventFields>(s.Payload, CanonicalJson.Options)!);

    // Suggests the recall and the minister's words wherever they stand.
    private sealed class Reader : IReadText
    {
        public List<string[]> Read { get; } = [];

        public List<DateOnly?> Days { get; } = [];

        public Task<IReadOnlyList<ReadSuggestion>> ReadAsync(TextToRead text, CancellationToken cancel)
        {
            Read.Add([.. text.Changed.Order(StringComparer.Ordinal)]);
            Days.Add(text.PublishedOn);
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
