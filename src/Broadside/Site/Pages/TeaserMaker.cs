using Broadside.Articles;
using Broadside.Articles.Markup;
using Broadside.Articles.Views;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary>Makes teasers out of signed contents, noting each that was read.</summary>
public sealed class TeaserMaker(ArticleReader reader)
{
    public async Task<IReadOnlyList<Teaser>> MakeAsync(Setting setting, IEnumerable<CatalogueEntry> entries, PicturePlace place, CancellationToken cancel)
    {
        var teasers = new List<Teaser>();
        foreach (var entry in entries)
        {
            setting.Notes.Note(Article.Subject(entry.Id));
            if (await reader.ReadAsync(entry, cancel) is { } content)
            {
                teasers.Add(Make(setting, content, place));
            }
        }
        return teasers;
    }

    public static Teaser Make(Setting setting, ArticleContent content, PicturePlace place) => new()
    {
        Href = content.Address,
        Title = content.Title,
        Standfirst = content.Standfirst,
        Label = content.Label,
        Section = content.Topics is [var section, ..] ? new Link($"/topics/{section.Slug}/", section.Name) : null,
        By = setting.Words.Together([.. content.Bylines.Where(b => b.Role == "words").Select(b => b.Name)]) is { Length: > 0 } by ? by : null,
        Published = content.PublishedAt is { } at ? setting.When(at) : null,
        Picture = content.Lead is { Media: not null } lead ? PictureHtml.Make(lead, place) : default,
        Language = setting.Other(content.Language),
        Dir = setting.OtherDir(content.Language),
    };
}
