using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Export;
using Broadside.Guard;
using Broadside.Import.Sample;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Tests.Site;
using CsCheck;

namespace Broadside.Tests.Articles.Export;

/// <summary>A newsroom that has everything, and its export.</summary>
internal static class Exporting
{
    /// <summary>The sample, bodies of every kind of block, an article in every state, comments in every state.</summary>
    public static async Task<TestNewsroom> OpenAsync(string engine)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine, settings: ("Kit:Address", "https://sounding.example"));
        var cancel = TestContext.Current.CancellationToken;
        await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, cancel);
        var files = await newsroom.Get<MediaQueries>().AllAsync(cancel);
        var bodies = MadeUpBlocks.Body.Array[40].Single(_ => true, "0000KOIPe036");
        await newsroom.PublishAsync([.. bodies.Select((body, i) => MadeUp(i, body, files))]);
        await newsroom.PublishAsync(Newspaper.Article("gone", "Gone", "Withdrawn words."));
        await newsroom.Get<TakeDownArticle>().RunAsync("gone", "It was wrong & cannot be mended.", Actor.Operator, cancel);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("draft", "A draft", "Draft words.") with { PublishedAt = null, Slug = "" }, Actor.Operator, cancel);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("made-up-1", "A next version", "Next words."), Actor.Operator, cancel);
        await AddCommentsAsync(newsroom, "made-up-0");
        return newsroom;
    }

    public static async Task<ExportReport> ExportAsync(this TestNewsroom newsroom, ExportFormat format, string target)
    {
        var outcome = await newsroom.Get<ExportNewsroom>().RunAsync(format, target, withMedia: true, (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    /// <summary>Every published article and page, by its address.</summary>
    public static async Task<IReadOnlyDictionary<string, ArticleContent>> ContentsAsync(this TestNewsroom newsroom)
    {
        var catalogue = newsroom.Get<Catalogue>();
        var entries = catalogue.Latest(ListKey.All, 10_000).Concat(catalogue.Latest(ListKey.Pages, 10_000)).Where(e => !e.IsGone);
        return (await newsroom.Get<ArticleReader>().ReadAsync(entries, TestContext.Current.CancellationToken)).ToDictionary(e => e.Entry.Address, e => e.Content);
    }

    public static string Json<T>(T value) => System.Text.Encoding.UTF8.GetString(CanonicalJson.Bytes(value));

    private static ArticleContent MadeUp(int number, IReadOnlyList<Block> body, IReadOnlyList<MediaFile> files)
    {
        var blocks = MadeUpBlocks.Numbered(body);
        return Newspaper.Article($"made-up-{number}", $"Made up <{number}> & “all”") with
        {
            Blocks = [.. blocks.Select(b => WithFile(b, files))],
            Standfirst = number % 2 == 0 ? "One <b>line</b> & more" : null,
            Bylines = [new Byline("ana-ruiz", "Ana Ruiz"), new Byline("ana-ruiz-2", "Ana Ruiz", "photo")],
            Topics = [new Term("city", "The city")],
            Tags = [new Term("c-sharp", "C#"), new Term("sea", "The sea")],
            Series = new SeriesPart("a-series", "A series", number + 1),
            FormerAddresses = [$"/?p={number + 7000}", $"/old/2019/слово-{number}.html", $"/2026/11/earlier-{number}/"],
            Corrections = [new Correction(CorrectionKind.Clarification, "It was <b>Monday</b>.\nNot Tuesday.", Newspaper.Noon)],
            UpdatedAt = Newspaper.Noon.AddHours(1),
            CanonicalUrl = number % 3 == 0 ? "https://partner.example/first" : null,
            FirstPublishedBy = "The Partner",
            FirstPublishedUrl = "https://partner.example/first",
            Licence = "CC-BY-4.0",
            Label = "Analysis",
            Summary = "In short: \"this\".",
            TranslationGroup = number < 2 ? "pair" : null,
            Language = number % 2 == 0 ? "en" : "es",
            Related = ["made-up-1", "made-up-2"],
        };
    }

    // Files that are really there; the others stay missing.
    private static Block WithFile(Block block, IReadOnlyList<MediaFile> files)
    {
        MediaFile Of(MediaKind kind) => files.First(f => MediaType.Named(f.MediaType)!.Kind == kind);
        return block switch
        {
            Figure { Media: not null } figure => figure with { Media = Of(MediaKind.Picture).Sha256, Moving = null, Width = Of(MediaKind.Picture).Width, Height = Of(MediaKind.Picture).Height },
            Gallery gallery => gallery with { Figures = [.. gallery.Figures.Select(f => (Figure)WithFile(f, files))] },
            Audio { Media: not null } audio => audio with { Media = Of(MediaKind.Audio).Sha256 },
            FileBlock { Media: not null } file => file with { Media = Of(MediaKind.Document).Sha256 },
            Video { Media: not null } video => video with { Media = null, MediaType = null, Source = "https://old.example/film.mp4", Poster = Of(MediaKind.Picture).Sha256 },
            Embed { Poster: not null } embed => embed with { Poster = Of(MediaKind.Picture).Sha256 },
            _ => block,
        };
    }

    private static async Task AddCommentsAsync(TestNewsroom newsroom, string article)
    {
        await using var db = newsroom.Db();
        var first = new Comment { Id = "c1", ArticleId = article, State = CommentState.Approved, Author = "A <b>", Text = "First & \"best\"\n\nSecond paragraph", WrittenAt = Newspaper.Noon };
        Comment[] comments =
        [
            first,
            new() { Id = "c2", ArticleId = article, ParentId = "c1", State = CommentState.Approved, Author = "B", AuthorUrl = "https://b.example/", Text = "An answer", WrittenAt = Newspaper.Noon.AddMinutes(1) },
            new() { Id = "c3", ArticleId = article, State = CommentState.Pending, Author = "C", Text = "Waits", WrittenAt = Newspaper.Noon.AddMinutes(2) },
            new() { Id = "c4", ArticleId = article, State = CommentState.Spam, Author = "D", Text = "Buy", WrittenAt = Newspaper.Noon.AddMinutes(3) },
            new() { Id = "c5", ArticleId = article, State = CommentState.Trash, Author = "E", Text = "Gone", WrittenAt = Newspaper.Noon.AddMinutes(4) },
        ];
        await using var writing = await newsroom.Get<VersionStore>().BeginWritingAsync(db, TestContext.Current.CancellationToken);
        db.AddRange(comments.AsEnumerable());
        var shown = comments.Where(c => c.State == CommentState.Approved).Select(c => new PublicComment(c.Id, c.ParentId, c.Author, c.AuthorUrl, c.Text, c.WrittenAt));
        var version = new VersionDraft { Subject = Comment.Subject(article), Content = CanonicalJson.Bytes(new CommentsContent { Article = article, Comments = [.. shown] }), Kind = VersionKind.Publish, Who = Actor.Operator, Why = "A test." };
        await newsroom.Get<VersionStore>().CommitAsync(db, writing, [version], TestContext.Current.CancellationToken);
    }
}
