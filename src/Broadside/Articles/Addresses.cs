using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>Gives articles and pages their addresses, by the outlet's pattern and unlike any other.</summary>
public sealed class Addresses(SiteRecord site, Catalogue catalogue)
{
    // First parts of paths that belong to the program; a page cannot stand there.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "archive", "assets", "desk", "digest", "dossiers", "feed", "feeds", "give", "healthz", "media", "people", "podcast", "readyz", "report",
        "search", "series", "shared", "sitemap", "subscribe", "tags", "topics", ".well-known",
    };

    /// <summary>
    /// Where the content will stand. <paramref name="taken"/> holds addresses given out in the same batch and gains the new one;
    /// a slug that is taken gets a number. <paramref name="untaken"/>: what <see cref="UntakenAsync"/> said of the batch.
    /// </summary>
    public async Task<(string Slug, string Address)> GiveAsync(NewsroomDb db, ArticleContent content, HashSet<string> taken, CancellationToken cancel, IReadOnlySet<string>? untaken = null)
    {
        var slug = SlugOf(content);
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? slug : string.Create(CultureInfo.InvariantCulture, $"{slug}-{number}");
            var address = Path(content, candidate);
            if (!taken.Contains(address) && await IsFreeAsync(db, address, content.Id, untaken, cancel))
            {
                taken.Add(address);
                return (candidate, address);
            }
        }
    }

    /// <summary>Asks the database once for a whole batch: the first addresses that its contents would get and that no row has.</summary>
    public async Task<IReadOnlySet<string>> UntakenAsync(NewsroomDb db, IReadOnlyList<ArticleContent> contents, CancellationToken cancel)
    {
        var wanted = contents.Select(c => Path(c, SlugOf(c))).ToHashSet(StringComparer.Ordinal);
        wanted.ExceptWith(await db.Set<Article>().Where(a => wanted.Contains(a.Address)).Select(a => a.Address).ToListAsync(cancel));
        return wanted;
    }

    private static string SlugOf(ArticleContent content) =>
        Slug.From(content.Slug) is { Length: > 0 } own ? own : Slug.From(content.Title) is { Length: > 0 } made ? made : content.Id;

    private string Path(ArticleContent content, string slug)
    {
        if (content.Kind == ArticleKind.Page)
        {
            return $"/{slug}/";
        }
        var identity = site.Read<Identity>(Identity.Part);
        var at = TimeZoneInfo.ConvertTime(content.PublishedAt ?? DateTimeOffset.UnixEpoch, identity.Zone());
        return identity.AddressPattern
            .Replace("{year}", at.ToString("yyyy", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{month}", at.ToString("MM", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{day}", at.ToString("dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{slug}", slug, StringComparison.Ordinal);
    }

    private async Task<bool> IsFreeAsync(NewsroomDb db, string address, string id, IReadOnlySet<string>? untaken, CancellationToken cancel)
    {
        var first = address.Split('/')[1];
        if (Reserved.Contains(first) || (first.Length == 2 && address.Length == 4))
        {
            return false;
        }
        if (untaken?.Contains(address) == true)
        {
            return true;
        }
        if (catalogue.ByAddress(address) is { } entry)
        {
            return entry.Id == id;
        }
        return !await db.Set<Article>().AnyAsync(a => a.Address == address && a.Id != id, cancel);
    }
}
