using System.Text.Json;
using Broadside.Articles;
using Broadside.Articles.Markdown;
using Broadside.Kit;

namespace Broadside.Import.Sample;

/// <summary>The sample outlet as its files say it: The Sarrel Sounding, of a town and two countries that do not exist.</summary>
public sealed class SampleOutlet
{
    private SampleOutlet(Facts facts, IReadOnlyList<ArticleContent> contents)
    {
        (Identity, Menus, Contents) = (facts.Identity, facts.Menus, contents);
        Topics = [.. facts.Topics.Select((t, i) => new TopicCard(t.Slug, t.Names[facts.Identity.Language], t.Description, Position: i))];
        People = facts.People;
        Curation = new Curation
        {
            Fronts = [.. facts.Fronts.Select(f => f with { Lead = [.. f.Lead.Select(SampleIds.Article)] })],
        };
    }

    public Identity Identity { get; }

    public Menus Menus { get; }

    public Curation Curation { get; }

    public IReadOnlyList<TopicCard> Topics { get; }

    public IReadOnlyList<PersonCard> People { get; }

    /// <summary>Articles and pages; their files are named in <c>Source</c> and not yet in the media library.</summary>
    public IReadOnlyList<ArticleContent> Contents { get; }

    /// <param name="madeAt">The day from which the dates are counted back.</param>
    /// <param name="warnings">What in the files was not understood; none, or a test says so.</param>
    public static SampleOutlet Read(DateTimeOffset madeAt, List<string> warnings)
    {
        using var stream = SampleFiles.Open("outlet.json");
        var facts = JsonSerializer.Deserialize<Facts>(stream, CanonicalJson.Options)!;
        var topics = facts.Topics.ToDictionary(t => t.Slug, StringComparer.Ordinal);
        var reader = new ContentFromMarkdown(
            new SampleCalendar(madeAt).Read,
            (slug, language) => new Term(slug, topics[slug].Names.GetValueOrDefault(language) ?? topics[slug].Names[facts.Identity.Language]));
        var articles = SampleFiles.In("articles").Select(f => Content(reader, "articles", f, warnings));
        var pages = SampleFiles.In("pages").Select(f => Content(reader, "pages", f, warnings) with { Kind = ArticleKind.Page, PublishedAt = madeAt.AddDays(-30) });
        return new SampleOutlet(facts, [.. articles, .. pages]);
    }

    private static ArticleContent Content(ContentFromMarkdown reader, string folder, string file, List<string> warnings)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var number = 0;
        var read = MarkdownReader.Read(SampleFiles.Text($"{folder}/{file}"), () => SampleIds.Block(name, ++number));
        var told = new List<string>();
        var content = reader.Read(read, SampleIds.Article(name), name, told);
        warnings.AddRange(told.Select(t => $"{file}: {t}"));
        return content with
        {
            Related = [.. content.Related.Select(SampleIds.Article)],
            TranslationGroup = content.TranslationGroup is { } group ? SampleIds.Article("group/" + group) : null,
        };
    }

    private sealed record Facts(Identity Identity, Menus Menus, IReadOnlyList<FrontCuration> Fronts, IReadOnlyList<TopicFact> Topics, IReadOnlyList<PersonCard> People);

    private sealed record TopicFact(string Slug, IReadOnlyDictionary<string, string> Names, string? Description);
}
