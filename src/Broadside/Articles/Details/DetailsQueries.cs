using Broadside.Articles.Body;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Details;

/// <summary>What the page of an article's details shows.</summary>
public sealed class DetailsQueries(IDbContextFactory<NewsroomDb> dbs, WritingQueries writing, ArticleQueries articles, Catalogue catalogue, SiteRecord site, BaseAddress address)
{
    /// <param name="Form">As it is kept.</param>
    /// <param name="Topics">All that can be chosen.</param>
    /// <param name="Pictures">Those of the article, which can be its lead.</param>
    /// <param name="Others">The same article in other languages.</param>
    public sealed record Opened(WritingQueries.Opened Article, DetailsForm Form, IReadOnlyList<Term> Topics, IReadOnlyList<Figure> Pictures, IReadOnlyList<Article> Others);

    public async Task<Outcome<Opened>> OpenAsync(string id, Actor who, CancellationToken cancel)
    {
        var outcome = await writing.OpenAsync(id, who, cancel);
        if (!outcome.IsDone)
        {
            return outcome.Refusal;
        }
        var content = outcome.Value.Content;
        var others = await OthersAsync(content, cancel);
        var topics = site.Read<TopicsPart>(TopicsPart.Part).Topics.OrderBy(t => t.Position).ThenBy(t => t.Name, StringComparer.CurrentCultureIgnoreCase).Select(t => new Term(t.Slug, t.Name));
        var pictures = ContentWalk.Figures(content).Where(f => f.Media is not null).DistinctBy(f => f.Media);
        return new Opened(outcome.Value, DetailsForm.Of(content, others is [var other, ..] ? AddressOf(other.Id) : null, AddressOf), [.. topics.Concat(content.Topics).DistinctBy(t => t.Slug)], [.. pictures], others);
    }

    /// <summary>The article that somebody means by an address of the site, a path or an id.</summary>
    public async Task<Article?> MeantAsync(string text, CancellationToken cancel)
    {
        var path = text.StartsWith(address.Value, StringComparison.OrdinalIgnoreCase) ? text[address.Value.Length..] : text;
        path = path.StartsWith("/desk/articles/", StringComparison.Ordinal) ? path.Split('/')[3] : path;
        path = path.StartsWith('/') && !path.EndsWith('/') ? path + "/" : path;
        return path.Length == 0 ? null : await articles.FindAsync(Uri.UnescapeDataString(path), cancel);
    }

    private async Task<IReadOnlyList<Article>> OthersAsync(ArticleContent content, CancellationToken cancel)
    {
        if (content.TranslationGroup is not { } group)
        {
            return [];
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Article>().AsNoTracking().Where(a => a.TranslationGroup == group && a.Id != content.Id).OrderBy(a => a.Language).ThenBy(a => a.Id).Take(50).ToListAsync(cancel);
    }

    private string AddressOf(string id) => catalogue.ById(id) is { IsGone: false } entry ? entry.Address : id;
}
