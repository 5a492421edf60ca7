using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Site.Dossiers;

/// <summary>A quarrel between two invented countries, told in four articles, and the dossier of it as it would be signed.</summary>
internal static class MadeUpDossier
{
    public const string Slug = "the-lantern-quarrel";

    public static IReadOnlyList<ArticleContent> Articles { get; } =
    [
        Article("lantern-report", "A report, a dinner and a question that nobody answers", "Who sat at the table in Port Sele, and what was it about?", 6, 30,
            "Both governments have called their envoys home. What began as a newspaper report of a dinner has become the worst quarrel between Marenia and Calder in twenty years.",
            "On 29 June the Sele Courier reported that Ivo Marsh, a former foreign minister of Marenia, had met a senator from Calder to talk about an early end of President Ada Rovin’s term. The Courier cites two people who were in the room.",
            "Marsh denies it. “I dined with an old friend and we spoke about fishing,” he wrote in a letter to the newspaper.",
            "Prosecutors in Marenia opened an inquiry about the middle of June, weeks before the report was printed. They do not say why."),
        Article("lantern-recall", "Calder calls its envoy home", "The step is unusual. The words are more so.", 7, 4,
            "Calder withdrew its chargé d’affaires, Jon Pell, on 3 July. The State Office spoke of “unfounded and wounding statements by the highest officials of Marenia” in a press release.",
            "Hours later President Ada Rovin recalled her own envoy. “Mina Osei must come home and tell us how the agenda stands to which I committed myself,” the president wrote on the platform Plaza.",
            "Between 20 June and 1 July, so the ministry says, three notes of protest were handed over. None was answered.",
            "Foreign minister Lea Danto resigned on the same day. “It is a course that I can no longer carry out,” she said in her letter of resignation. Whether the quarrel was the reason she leaves open."),
        Article("lantern-letter", "A letter in a calmer tone", "After a week of threats, Marenia writes.", 7, 11,
            "On 8 July Calder threatened duties of a quarter on all fruit from Marenia. Trade minister Olaf Brandt spoke of “the only language that is understood there” in an interview with Radio Calder.",
            "President Ada Rovin answered with a letter, which her office published on 10 July. “I never meant to accuse the government of Calder of anything,” it says.",
            "According to an official who asks not to be named because he may not speak in public, the duties had been prepared since about March 2026.",
            "The senator, Hal Mercer, calls the report of the dinner invented. The Courier stands by it."),
        Article("lantern-return", "The envoys go back, the question stays", "Two planes, one statement, no answer about the dinner.", 8, 2,
            "Jon Pell returned to Port Sele on 31 July, and Mina Osei to Calder a day later. The duties are off the table for now, both capitals said in a joint statement.",
            "“We have a relationship again; we do not have an answer,” said Ada Rovin in parliament.",
            "The inquiry about Ivo Marsh goes on. A first hearing was held some time in late July."),
    ];

    public static PublishedDossier Dossier(IReadOnlyList<ArticleContent> articles) => new()
    {
        Slug = Slug,
        Title = "The quarrel between Marenia and Calder",
        Dek = "A dinner, two envoys called home, a threat of duties and a letter: what is known, who says so, and what nobody has answered.",
        Language = "en",
        Articles = [.. articles.Select(a => a.Id)],
        PartyA = "marenia",
        PartyB = "calder",
        HasLine = true,
        Actors =
        [
            new("brandt", ActorKind.Person, "Olaf Brandt", "CA", null, [new("Trade minister of Calder", null, "2025-01") { Anchors = [Anchor(articles, "Trade minister Olaf Brandt")] }], []),
            new("calder", ActorKind.State, "Calder", null, null, [], ["the State Office"]),
            new("danto", ActorKind.Person, "Lea Danto", "MA", null, [new("Foreign minister of Marenia", null, "2025-06", "2026-07-03") { Anchors = [Anchor(articles, "Foreign minister Lea Danto resigned")] }], []),
            new("marenia", ActorKind.State, "Marenia", null, null, [], ["Port Sele"]),
            new("marsh", ActorKind.Person, "Ivo Marsh", "MA", "Q999999", [new("Foreign minister of Marenia", null, "2022-08", "2025-05") { Anchors = [Anchor(articles, "Ivo Marsh, a former foreign minister of Marenia")] }], []),
            new("mercer", ActorKind.Person, "Hal Mercer", "CA", null, [new("Senator", "Senate of Calder", "2019") { Anchors = [Anchor(articles, "The senator, Hal Mercer")] }], []),
            new("osei", ActorKind.Person, "Mina Osei", "MA", null, [new("Envoy of Marenia in Calder", null, "2024~") { Anchors = [Anchor(articles, "recalled her own envoy")] }], []),
            new("pell", ActorKind.Person, "Jon Pell", "CA", null, [new("Chargé d’affaires of Calder in Port Sele", null, "2025-02") { Anchors = [Anchor(articles, "its chargé d’affaires, Jon Pell")] }], []),
            new("rovin", ActorKind.Person, "Ada Rovin", "MA", null, [new("President of Marenia", null, "2022-08-07") { Anchors = [Anchor(articles, "President Ada Rovin")] }], []),
            new("courier", ActorKind.Org, "Sele Courier", "MA", null, [], []),
        ],
        Events =
        [
            Event(articles, "duties-prepared", "Calder prepares duties on fruit", "2026-03~", DateBasis.Inferred, "the duties had been prepared since about March 2026", ["calder"], ["marenia"], -20, 1) with { Factuality = Factuality.Alleged, Source = "official" },
            Event(articles, "inquiry", "Prosecutors in Marenia open an inquiry about Ivo Marsh", "2026-06-15~", DateBasis.Inferred, "Prosecutors in Marenia opened an inquiry", ["marenia"], ["marsh"], null, 2),
            Event(articles, "notes", "Marenia hands over three notes of protest", "2026-06-20/2026-07-01", DateBasis.Stated, "three notes of protest were handed over", ["marenia"], ["calder"], -20, 1) with { Factuality = Factuality.Alleged, AllegedBy = "marenia" },
            Event(articles, "report", "The Sele Courier reports a dinner at which the end of a presidency was discussed", "2026-06-29", DateBasis.Stated, "On 29 June the Sele Courier reported", ["courier"], ["marsh"], null, 3) with { Place = "Port Sele" },
            Event(articles, "recall-pell", "Calder calls its envoy Jon Pell home", "2026-07-03", DateBasis.Stated, "Calder withdrew its chargé d’affaires, Jon Pell, on 3 July", ["calder"], ["marenia"], -40, 3),
            Event(articles, "recall-osei", "Marenia recalls Mina Osei in return", "2026-07-03", DateBasis.Stated, "Hours later President Ada Rovin recalled her own envoy", ["marenia"], ["calder"], -40, 3),
            Event(articles, "resignation", "Foreign minister Lea Danto resigns", "2026-07-03", DateBasis.Stated, "Foreign minister Lea Danto resigned on the same day", ["danto"], [], null, 2),
            Event(articles, "threat", "Calder threatens duties of a quarter on all fruit from Marenia", "2026-07-08", DateBasis.Stated, "On 8 July Calder threatened duties", ["calder"], ["marenia"], -58, 3),
            Event(articles, "letter", "President Ada Rovin writes a conciliatory letter", "2026-07-10", DateBasis.Stated, "answered with a letter, which her office published on 10 July", ["marenia"], ["calder"], 40, 3),
            Event(articles, "return-pell", "Jon Pell returns to Port Sele", "2026-07-31", DateBasis.Stated, "Jon Pell returned to Port Sele on 31 July", ["calder"], ["marenia"], 50, 2) with { Place = "Port Sele" },
            Event(articles, "hearing", "A first hearing in the inquiry about Ivo Marsh", "2026-07-21/2026-07-31", DateBasis.Inferred, "A first hearing was held some time in late July", ["marenia"], ["marsh"], null, 1),
            Event(articles, "return-osei", "Mina Osei returns to Calder", "2026-08-01", DateBasis.Stated, "Mina Osei to Calder a day later", ["marenia"], ["calder"], 50, 2),
            Event(articles, "dinner", "Ivo Marsh and Hal Mercer talk about an early end of Ada Rovin’s term", null, DateBasis.Relative, "had met a senator from Calder to talk about an early end", ["marsh"], ["mercer"], null, 3) with { Factuality = Factuality.Denied, AllegedBy = "courier", Relative = new("report", RelativeOp.Before) },
            Event(articles, "table", "The duties are taken off the table", null, DateBasis.Unknown, "The duties are off the table for now", ["calder"], ["marenia"], 30, 2),
        ],
        Quotes =
        [
            Quote(articles, "fishing", "I dined with an old friend and we spoke about fishing", "marsh", "wrote", "in a letter to the Sele Courier", "marsh-letter", "2026-06-30"),
            Quote(articles, "unfounded", "unfounded and wounding statements by the highest officials of Marenia", "calder", "said", "in a press release", "release", "2026-07-03"),
            Quote(articles, "agenda", "Mina Osei must come home and tell us how the agenda stands to which I committed myself", "rovin", "wrote", "on Plaza", "post", "2026-07-03"),
            Quote(articles, "course", "It is a course that I can no longer carry out", "danto", "wrote", "in her letter of resignation", null, "2026-07-03"),
            Quote(articles, "language", "the only language that is understood there", "brandt", "said", "in an interview with Radio Calder", null, "2026-07-08"),
            Quote(articles, "accuse", "I never meant to accuse the government of Calder of anything", "rovin", "wrote", "in a letter", "rovin-letter", "2026-07-10"),
            Quote(articles, "answer", "We have a relationship again; we do not have an answer", "rovin", "said", "in parliament", null, null),
        ],
        Sources =
        [
            Source(articles, "report-courier", SourceKind.Report, "Sele Courier", "A dinner in Port Sele", "https://courier.example.org/dinner", "2026-06-29", "The Courier cites two people who were in the room"),
            Source(articles, "marsh-letter", SourceKind.Letter, "Ivo Marsh", "Letter to the editor", null, "2026-06-30", "he wrote in a letter to the newspaper"),
            Source(articles, "release", SourceKind.PressRelease, "State Office of Calder", "On our representation in Port Sele", "https://office.example.net/2026/07/03", "2026-07-03", "in a press release"),
            Source(articles, "post", SourceKind.Post, "Ada Rovin", "Post on Plaza", "https://plaza.example.com/rovin/1", "2026-07-03", "wrote on the platform Plaza"),
            Source(articles, "rovin-letter", SourceKind.Letter, "Office of the President of Marenia", "Letter to the government of Calder", null, "2026-07-10", "which her office published on 10 July"),
            Source(articles, "official", SourceKind.Interview, null, "An official", null, "2026-07", "According to an official who asks not to be named") with { IsAnonymous = true, WhyAnonymous = "He may not speak in public." },
        ],
        Story =
        [
            Sentence(articles, "A newspaper in Marenia reported in June that a former minister and a senator from Calder had talked about an early end of the president’s term; both deny it.", "On 29 June the Sele Courier reported", "report", "dinner"),
            Sentence(articles, "Calder called its envoy home on 3 July, Marenia did the same within hours, and its foreign minister resigned.", "Calder withdrew its chargé d’affaires", "recall-pell", "recall-osei", "resignation"),
            Sentence(articles, "A threat of duties on fruit followed on 8 July, and two days later a letter in a calmer tone.", "On 8 July Calder threatened duties", "threat", "letter"),
            Sentence(articles, "Since 1 August both envoys are back; who said what at the dinner is still open.", "Jon Pell returned to Port Sele on 31 July, and Mina Osei to Calder a day later", "return-pell", "return-osei"),
        ],
        Log =
        [
            new(new DateTimeOffset(2026, 7, 12, 9, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), "The date of the threat of duties was changed from 9 to 8 July.", "threat"),
            new(new DateTimeOffset(2026, 8, 4, 15, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds(), "The hearing was entered as “late July”; we had written 28 July, which nobody said.", "hearing"),
        ],
    };

    /// <summary>Publishes the articles and signs the dossier, in the newsroom of those services.</summary>
    public static async Task<PublishedDossier> PublishAsync(IServiceProvider services, Func<IReadOnlyList<ArticleContent>, PublishedDossier>? make = null, IReadOnlyList<ArticleContent>? contents = null)
    {
        var articles = await PublishArticlesAsync(services, contents ?? Articles);
        var dossier = (make ?? Dossier)(articles);
        await SignAsync(services, dossier);
        return dossier;
    }

    public static async Task<IReadOnlyList<ArticleContent>> PublishArticlesAsync(IServiceProvider services, IReadOnlyList<ArticleContent> contents)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var db = await Get<IDbContextFactory<NewsroomDb>>(services).CreateDbContextAsync(cancel);
        await using var writing = await Get<VersionStore>(services).BeginWritingAsync(db, cancel);
        return await Get<PublishArticles>(services).RunAsync(db, writing, contents, Actor.Operator, "A test.", cancel);
    }

    public static async Task SignAsync(IServiceProvider services, PublishedDossier dossier)
    {
        var cancel = TestContext.Current.CancellationToken;
        var site = Get<SiteRecord>(services);
        var line = new DossierLine(dossier.Slug, dossier.Title, dossier.Dek, dossier.Language, new DateTimeOffset(2026, 8, 4, 15, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds(), dossier.Articles);
        var list = new DossierList { Dossiers = [line, .. site.Read<DossierList>(DossierList.Part).Dossiers.Where(d => d.Slug != dossier.Slug)] };
        await using var db = await Get<IDbContextFactory<NewsroomDb>>(services).CreateDbContextAsync(cancel);
        await using var writing = await Get<VersionStore>(services).BeginWritingAsync(db, cancel);
        VersionDraft[] drafts = [new() { Subject = PublishedDossier.Subject(dossier.Slug), Content = CanonicalJson.Bytes(dossier), Kind = VersionKind.Publish, Who = Actor.Operator, Why = "A test." }, .. new[] { site.Draft(DossierList.Part, list, Actor.Operator, "A test.") }.OfType<VersionDraft>()];
        await Get<VersionStore>(services).CommitAsync(db, writing, drafts, cancel);
    }

    public static Anchor Anchor(IReadOnlyList<ArticleContent> articles, string words)
    {
        foreach (var article in articles)
        {
            foreach (var block in BlockText.Of(article))
            {
                if (block.Text.IndexOf(words, StringComparison.Ordinal) is >= 0 and var at)
                {
                    return Broadside.Record.Anchoring.Anchor.At(article.Id, block, at, at + words.Length)!;
                }
            }
        }
        throw new InvalidOperationException($"No article says: {words}");
    }

    public static PublishedEvent Event(IReadOnlyList<ArticleContent> articles, string id, string label, string? edtf, DateBasis basis, string words, string[] actors, string[] recipients, int? score, int salience) => new()
    {
        Id = id,
        Label = label,
        Edtf = edtf,
        Basis = basis,
        Earliest = Edtf.Parse(edtf)?.Earliest,
        Latest = Edtf.Parse(edtf)?.Latest,
        Actors = actors,
        Recipients = recipients,
        Score = score,
        Salience = salience,
        PloverType = score is null ? null : score < 0 ? "COERCE" : "COOPERATE",
        Anchors = [Anchor(articles, words)],
    };

    private static PublishedQuote Quote(IReadOnlyList<ArticleContent> articles, string id, string words, string speaker, string cue, string venue, string? source, string? edtf) =>
        new() { Id = id, Text = words, Speaker = speaker, SpeakerText = speaker, Cue = cue, Venue = venue, Source = source, Edtf = edtf, Language = "en", Anchors = [Anchor(articles, words)] };

    private static PublishedSource Source(IReadOnlyList<ArticleContent> articles, string id, SourceKind kind, string? publisher, string title, string? url, string date, string words) =>
        new() { Id = id, Kind = kind, Publisher = publisher, Title = title, Url = url, Date = date, Anchors = [Anchor(articles, words)] };

    private static StorySentence Sentence(IReadOnlyList<ArticleContent> articles, string text, string words, params string[] events) => new(text, events, [Anchor(articles, words)]);

    private static ArticleContent Article(string id, string title, string standfirst, int month, int day, params string[] paragraphs) => Newspaper.Article(id, title, paragraphs) with
    {
        Standfirst = standfirst,
        PublishedAt = new DateTimeOffset(2026, month, day, 7, 0, 0, TimeSpan.Zero),
        Topics = [new Term("world", "World")],
        Bylines = [new Byline("ana-ruiz", "Ana Ruiz")],
        Blocks = [.. paragraphs.Select((text, i) => new Paragraph { Id = $"{id[8..]}{i}", Text = text })],
    };

    private static T Get<T>(IServiceProvider services)
        where T : notnull => (T)services.GetService(typeof(T))!;
}
