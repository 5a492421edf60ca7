using Broadside.Articles.Body;
using Broadside.Articles.Markup;
using Broadside.Articles.Views;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Tests.Themes;

/// <summary>Pages with made-up content: every template with everything in it, and with next to nothing.</summary>
internal sealed class MadeUpPages(Theme theme)
{
    private static readonly string[] Headlines =
    [
        "Tenants win the right to see who owns their building",
        "The ferry that never ran: three contracts, one address",
        "What the river gauge knew two days before the flood",
        "A school without a roof, and the eleven letters about it",
        "Who is paid when a bus is cancelled",
        "Night shift at the last cannery",
        "How the council voted on heat, street by street",
        "Water bills doubled in four districts. Nobody was told why",
    ];

    private readonly Words words = theme.Vocabulary.For("en");

    public Dress Dress { get; } = theme.Dress(Accent.Standard);

    public static Figure Photo(int number, FigureSize size = FigureSize.Text, string? caption = null) => new()
    {
        Id = $"fig{number:00000}",
        Media = new string((char)('a' + (number % 6)), 64),
        Alt = "Rows of brick houses above a grey river.",
        Caption = caption ?? "The lower quay in October. The gauge house is the white building on the left.",
        Credit = "Photo: Ida Brandt",
        Width = 2000,
        Height = 1333,
        Size = size,
    };

    public Dictionary<string, string> All() => new(StringComparer.Ordinal)
    {
        ["front"] = Render("front", Front(24, photos: true), front: true),
        ["front-three"] = Render("front", Front(3, photos: false), front: true),
        ["front-empty"] = Render("front", new FrontView(), front: true),
        ["front-es"] = Render("front", Front(8, photos: true), "es", front: true),
        ["article"] = Render("article", Article(photo: true)),
        ["article-plain"] = Render("article", Article(photo: false)),
        ["article-es"] = Render("article", Article(photo: true), "es"),
        ["article-rtl"] = Render("article", RightToLeft()),
        ["page"] = Render("article", new ArticleView { Address = "/about/", Url = "https://ledger.example/about/", IsPage = true, Title = "About the Ledger", Standfirst = "Eleven people, one city, no owner but its readers.", Body = Body() }),
        ["topic"] = Render("list", List("topic", "Topic", "Housing", 7)),
        ["person"] = Render("list", Person()),
        ["month"] = Render("list", Month()),
        ["list-empty"] = Render("list", new ListView { Kind = "tag", Over = "Tag", Title = "Canneries" }),
        ["archive"] = Render("archive", new ArchiveView("Archive", [Year("2026", 11), Year("2025", 12), Year("2024", 4)])),
        ["search"] = Render("search", Search("housing", 5)),
        ["search-none"] = Render("search", Search("zeppelin", 0)),
        ["search-empty"] = Render("search", Search(null, 0)),
        ["lost"] = Render("lost", new LostView { SearchAction = "/search", Latest = Teasers(5, false) }),
        ["gone"] = Render("lost", new LostView { SearchAction = "/search", Reason = "The person named in this article was confused with another of the same name. We apologise to her and withdrew the article at once.", WithdrawnAt = At(3) }),
        ["report"] = Render("report", new ReportView { Action = "https://ledger.example/report", Article = new Link("/2026/11/ferry/", Headlines[1]), Fault = words.Text("report.empty") }),
        ["report-thanks"] = Render("report", new ReportView { Action = "https://ledger.example/report", IsSent = true, Article = new Link("/2026/11/ferry/", Headlines[1]) }),
        ["corrections"] = Render("corrections", new CorrectionsView("Corrections", [.. Corrections(4).Select((c, i) => c with { Article = new Link("/x/", Headlines[i]) })])),
    };

    public string Render(string page, object view, string language = "en", bool front = false) =>
        theme.Render(page, Frame(language, front), Head(front ? "The Tidewater Ledger" : Headlines[0], page == "article"), view, Dress);

    public PageFrame Frame(string language, bool front) => new()
    {
        Language = language,
        Outlet = "The Tidewater Ledger",
        Tagline = "News of the river cities, owned by those who read it",
        IsFront = front,
        Newest = At(0),
        Menu = [new("/topics/city/", "City", IsCurrent: !front), new("/topics/housing/", "Housing"), new("/topics/water/", "Water & climate"), new("/topics/work/", "Work"), new("/topics/money/", "Public money"), new("/topics/culture/", "Culture")],
        About = [new("/about/", "About"), new("/masthead/", "Masthead"), new("/ethics/", "Ethics"), new("/ownership/", "Ownership"), new("/privacy/", "Privacy"), new("/contact/", "Contact")],
        Languages = [new("/", "English", IsCurrent: language == "en", Language: "en"), new("/es/", "Español", IsCurrent: language == "es", Language: "es")],
        Feeds = [new("/feed.xml", "RSS"), new("/atom.xml", "Atom"), new("/feed.json", "JSON Feed"), new("/archive/", "Archive"), new("/corrections/", "Corrections")],
        KeyLine = theme.Vocabulary.For(language).Text("footer.uncertified"),
        Rights = "© The Tidewater Ledger. Articles marked with a licence may be republished.",
        NeedsScript = !front,
    };

    public FrontView Front(int count, bool photos)
    {
        var all = Teasers(count, photos);
        return new FrontView
        {
            Lead = all[0] with { Picture = photos ? PictureHtml.Make(Photo(0), PicturePlace.FrontLead) : default, Standfirst = "From March the land register must name the people behind a company that lets flats. We asked for nine buildings on the quay. Seven lead to one letterbox." },
            Second = [.. all.Skip(1).Take(2)],
            Under = count < 8 ? [] : [.. all.Skip(3).Take(2).Select(t => t with { Picture = default })],
            Latest = [new LatestDay(At(0), [.. all.Take(5)]), new LatestDay(At(20), [.. all.Skip(5).Take(4)])],
            Archive = "/archive/",
            Correction = count > 3 ? new FrontCorrection("Corrected", "The ferry contract was signed in May 2024, not in May 2025.", new Link("/2026/11/ferry/", Headlines[1])) : null,
            Sections = count < 20 ? [] :
            [
                new FrontSection(new Link("/topics/housing/", "Housing"), "row", all[4], [.. all.Skip(5).Take(3)]),
                new FrontSection(new Link("/topics/water/", "Water & climate"), "lead", all[8], [.. all.Skip(9).Take(3).Select(t => t with { Picture = default })]),
                new FrontSection(new Link("/topics/money/", "Public money"), "text", all[12] with { Picture = default }, [.. all.Skip(13).Take(3).Select(t => t with { Picture = default })]),
            ],
        };
    }

    public ArticleView Article(bool photo)
    {
        var body = new BodyStyle { Words = words };
        return new ArticleView
        {
            Address = "/2026/11/ferry/",
            Url = "https://ledger.example/2026/11/ferry/",
            Section = new Link("/topics/money/", "Public money"),
            Label = "Investigation",
            Title = Headlines[1],
            Standfirst = "The city paid €1.24 million for a river service that carried nobody. The three firms that bid for it share a telephone, a bookkeeper and a boat.",
            Byline = new Html("By <a href=\"/people/ana-ruiz/\">Ana Ruiz</a> and <a href=\"/people/tom-okafor/\">Tom Okafor</a>"),
            Credits = new Html("Photos: <a href=\"/people/ida-brandt/\">Ida Brandt</a>"),
            Published = At(0),
            Updated = At(-2),
            Lead = photo ? LeadHtml.Make(Photo(1, caption: "The landing stage at Mill Reach, built for 400 passengers a day, on the morning of the first timetable."), body) : default,
            Body = Body(),
            Notices = [.. Corrections(1)],
            Corrections = Corrections(2),
            Series = new SeriesView(new Link("/series/dry-river/", "The dry river"), "Part 2 of 3", [new("/a/", "Who owns the quay"), new("/b/", Headlines[1], IsCurrent: true), new("/c/", "The price of silt")], Next: new Link("/c/", "The price of silt")),
            Translations = [new Link("/es/2026/11/el-ferri/", "Español", Language: "es")],
            Origin = new Html("First published by <a href=\"https://example.org/\">River Notes</a>."),
            Topics = [new("/topics/money/", "Public money"), new("/topics/water/", "Water & climate")],
            Tags = [new("/tags/ferries/", "ferries"), new("/tags/contracts/", "contracts")],
            Republish = new RepublishView(new Link("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"), words.Text("republish.terms", ("outlet", "The Tidewater Ledger")), "<h1>" + Headlines[1] + "</h1>"),
            Related = Teasers(4, photo),
            Comments = new CommentsView("2 comments", [new CommentView("c-1", "M. Alder", At(1), new Html("<p>I took the first boat. It was the bookkeeper’s.</p>"), 0), new CommentView("c-2", "Unnamed reader", At(1), new Html("<p>So did I.</p>"), 1)]),
            ReportAction = "https://ledger.example/report",
        };
    }

    public Html Body() => BodyHtml.Make(MadeUpBody.Blocks, new BodyStyle { Words = words });

    private ArticleView RightToLeft() => Article(photo: true) with
    {
        Language = "ar",
        Dir = "rtl",
        Title = "العبّارة التي لم تُبحر: ثلاثة عقود وعنوان واحد",
        Standfirst = "دفعت المدينة أكثر من مليون يورو مقابل خدمة نهرية لم تنقل أحدًا.",
        Body = BodyHtml.Make(MadeUpBody.Arabic, new BodyStyle { Words = words, Language = "ar" }),
    };

    private ListView List(string kind, string over, string title, int count) => new()
    {
        Kind = kind,
        Over = over,
        Title = title,
        Intro = new Html("Rents, owners, evictions and the rules that nobody enforces: what it costs to live on the river."),
        Count = words.Count("lists.count", 214),
        Feeds = [new("/topics/housing/feed.xml", "RSS"), new("/topics/housing/atom.xml", "Atom")],
        Groups = [new ListGroup(null, Teasers(count, true, PicturePlace.Row))],
        Pager = new Pager("Page 1 of 11", null, "/topics/housing/2/"),
    };

    private ListView Person() => List("person", "Author", "Ana Ruiz", 3) with
    {
        Portrait = PictureHtml.Make(Photo(4), PicturePlace.Portrait),
        Intro = new Html("Reports on contracts and on what becomes of them. She read law before she read balance sheets."),
        Links = [new("mailto:ana@ledger.example", "ana@ledger.example"), new("https://example.org/ana", "example.org")],
    };

    private ListView Month() => List("month", "Archive", "November 2026", 0) with
    {
        Intro = default,
        Groups = [new ListGroup("Sunday 22 November", Teasers(2, true, PicturePlace.Row)), new ListGroup("Friday 20 November", Teasers(3, false))],
        Nearby = [new("/archive/2026/10/", "October 2026"), new("/archive/", "Archive")],
    };

    private SearchView Search(string? query, int count) => new()
    {
        Action = "https://ledger.example/search",
        Query = query,
        Summary = query is null ? null : count == 0 ? words.Text("search.none", ("query", query)) : words.Count("search.found", count).Replace("{query}", query, StringComparison.Ordinal),
        Results = [.. Teasers(count, false).Select(t => t with { Excerpt = new Html("…the register names the people behind a company that lets flats, and <mark>housing</mark> associations must now answer within ten days…") })],
        Sections = count == 0 ? Frame("en", false).Menu : [],
        Latest = count == 0 ? Teasers(5, false) : [],
    };

    private List<Teaser> Teasers(int count, bool photos, PicturePlace place = PicturePlace.FrontSection) =>
        [.. Enumerable.Range(0, count).Select(i => new Teaser
        {
            Href = $"/2026/11/story-{i}/",
            Title = Headlines[i % Headlines.Length],
            Standfirst = i % 3 == 1 ? "Nine buildings, seven owners, one letterbox above a laundry." : "The papers were public all along. They lay in a room that is open on the first Tuesday of the month, from nine to eleven.",
            Section = new Link("/topics/housing/", i % 2 == 0 ? "Housing" : "Public money"),
            Label = i == 2 ? "Analysis" : null,
            By = i % 2 == 0 ? "Ana Ruiz" : "Tom Okafor and Ida Brandt",
            Published = At(i * 5),
            Picture = photos && i % 4 != 3 ? PictureHtml.Make(Photo(i), place) : default,
        })];

    private List<CorrectionView> Corrections(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new CorrectionView(i % 2 == 0 ? "correction" : "clarification", words.Text(i % 2 == 0 ? "correction.correction" : "correction.clarification"), "An earlier version said the contract was signed in May 2025. It was signed in May 2024.", At(i)))];

    private ArchiveYear Year(string year, int months) =>
        new(year, [.. Enumerable.Range(1, months).Select(m => new ArchiveMonth($"/archive/{year}/{m:00}/", words.MonthName(m), words.Count("lists.count", m * 7)))]);

    private When At(int hoursAgo) => words.When(new DateTimeOffset(2026, 11, 22, 14, 5, 0, TimeSpan.Zero).AddHours(-hoursAgo), TimeZoneInfo.Utc);

    public PageHead Head(string title, bool article) => new()
    {
        Title = title,
        Description = "The city paid €1.24 million for a river service that carried nobody.",
        Canonical = "https://ledger.example/2026/11/ferry/",
        SiteName = "The Tidewater Ledger",
        Kind = article ? "article" : "website",
        Image = new SharePicture("https://ledger.example/media/x-1280.jpg", 1280, 853, "A landing stage."),
        Feeds = [new("application/rss+xml", "The Tidewater Ledger: everything", "/feed.xml"), new("application/atom+xml", "The Tidewater Ledger: everything", "/atom.xml"), new("application/feed+json", "The Tidewater Ledger: everything", "/feed.json")],
        Alternates = [new("en", "https://ledger.example/2026/11/ferry/"), new("es", "https://ledger.example/es/2026/11/el-ferri/")],
        PublishedAt = new DateTimeOffset(2026, 11, 22, 14, 5, 0, TimeSpan.Zero),
        Authors = ["Ana Ruiz"],
    };
}
