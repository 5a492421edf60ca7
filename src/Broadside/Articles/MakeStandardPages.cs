using System.Reflection;
using Broadside.Articles.Held;
using Broadside.Articles.Markdown;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>
/// Makes about, masthead, ethics, ownership, privacy and contact out of a few answers, publishes them, and puts them into
/// the foot of every page. A page that an editor has changed since is left alone.
/// </summary>
public sealed class MakeStandardPages(IDbContextFactory<NewsroomDb> dbs, PublishArticles publish, VersionStore versions, ArticleReader reader, HoldChange hold, EditPace pace, SiteRecord site, AuditLog audit, TimeProvider time)
{
    private const string Why = "Made from the outlet's answers.";

    private static readonly string[] Names = ["about", "masthead", "ethics", "ownership", "privacy", "contact"];

    /// <summary>Languages that the pages can be made in.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "es"];

    public async Task<Outcome<IReadOnlyList<ArticleContent>>> RunAsync(PageAnswers answers, Actor who, CancellationToken cancel)
    {
        if (!Languages.Contains(answers.Language))
        {
            return new Refusal("language", $"The pages can be made in {string.Join(" and ", Languages)}.", "language");
        }
        if (answers.Missing() is { } missing)
        {
            return new Refusal("answer_missing", "This answer is missing: the pages say it to readers.", missing);
        }
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var pages = new List<ArticleContent>();
        foreach (var name in Names)
        {
            var id = $"page-{name}-{answers.Language}";
            if (!await WasEditedAsync(db, id, cancel))
            {
                pages.Add(Page(id, name, answers));
            }
        }
        if (await pace.WhyNotManyAsync(db, writing, [.. pages.Select(p => p.Id).Where(id => reader.Find(id) is { IsGone: false })], who, cancel) is { } stopped)
        {
            return stopped;
        }
        await audit.AddAsync(db, who, "make pages", "site", string.Join(", ", pages.Select(p => p.Slug)), cancel);
        var also = SiteDrafts(pages, answers.Language, who);
        var ready = await LetOutAsync(db, pages, who, cancel);
        var published = await publish.RunAsync(db, writing, ready, who, Why, cancel, also: also);
        return ready.Count < pages.Count ? HoldChange.Held : Outcome.Of(published);
    }

    // An answer may hold a link: in a page that readers have it is looked at as in any other change.
    private async Task<List<ArticleContent>> LetOutAsync(NewsroomDb db, List<ArticleContent> pages, Actor who, CancellationToken cancel)
    {
        var ready = new List<ArticleContent>();
        foreach (var page in pages)
        {
            if (reader.Find(page.Id) is not { IsGone: false } entry || await reader.ReadAsync(entry, cancel) is not { } live)
            {
                ready.Add(page);
                continue;
            }
            // It keeps its date: made anew it is no news.
            var next = page with { PublishedAt = live.PublishedAt, UpdatedAt = time.GetUtcNow() };
            if (who.LoginSession is null || !await hold.KeepsAsync(db, new HoldChange.Change(live, next, entry.Version.Number, HeldKind.Publish, Why), who, cancel))
            {
                ready.Add(next);
            }
        }
        return ready;
    }

    // One of these pages whose last version was written for another reason belongs to whoever wrote it.
    private static Task<bool> WasEditedAsync(NewsroomDb db, string id, CancellationToken cancel)
    {
        var subject = Article.Subject(id);
        return db.Set<VersionRow>().AnyAsync(v => v.Subject == subject && !v.Envelope.Contains(Why), cancel);
    }

    private ArticleContent Page(string id, string name, PageAnswers answers)
    {
        var number = 0;
        var read = MarkdownReader.Read(Fill(Template(name, answers.Language), answers), () => $"{name}{number++:00}");
        return new ArticleContent
        {
            Id = id,
            Kind = ArticleKind.Page,
            Slug = read.Front["slug"]!,
            Language = answers.Language,
            Title = read.Title!,
            Standfirst = read.Front["standfirst"],
            Blocks = read.Blocks,
            TranslationGroup = "page-" + name,
            Address = versions.Live(Article.Subject(id)) is null ? "" : $"/{read.Front["slug"]}/",
        };
    }

    private string Fill(string template, PageAnswers answers)
    {
        var people = site.Read<PeoplePart>(PeoplePart.Part).People.Where(p => p.Role is not null);
        return template
            .Replace("{people}", string.Join('\n', people.Select(p => $"- [{p.Name}](/people/{p.Slug}/), {p.Role}")), StringComparison.Ordinal)
            .Replace("{outlet}", site.Read<Identity>(Identity.Part).Name, StringComparison.Ordinal)
            .Replace("{owner}", answers.Owner, StringComparison.Ordinal)
            .Replace("{place}", answers.Place, StringComparison.Ordinal)
            .Replace("{since}", answers.Since, StringComparison.Ordinal)
            .Replace("{editor}", answers.Editor, StringComparison.Ordinal)
            .Replace("{email}", answers.Email, StringComparison.Ordinal)
            .Replace("{funding}", answers.Funding, StringComparison.Ordinal);
    }

    private List<VersionDraft> SiteDrafts(List<ArticleContent> pages, string language, Actor who)
    {
        var menus = site.Read<Menus>(Menus.Part);
        var foot = menus.Foot.Concat(pages.Select(p => new MenuItem(p.Title, $"/{p.Slug}/", language))).DistinctBy(m => m.Address).ToList();
        var identity = site.Read<Identity>(Identity.Part);
        var ethics = pages.FirstOrDefault(p => p.TranslationGroup == "page-ethics");
        if (language == identity.Language && ethics is not null)
        {
            identity = identity with { PublishingPrinciples = $"/{ethics.Slug}/", CorrectionsPolicy = $"/{ethics.Slug}/", OwnershipPage = $"/{pages.First(p => p.TranslationGroup == "page-ownership").Slug}/" };
        }
        return [.. new[] { site.Draft(Menus.Part, menus with { Foot = foot }, who, Why), site.Draft(Identity.Part, identity, who, Why) }.OfType<VersionDraft>()];
    }

    private static string Template(string name, string language)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"pages/{language}/{name}.md")!);
        return reader.ReadToEnd();
    }
}
