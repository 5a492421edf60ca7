namespace Broadside.Site.Sitemaps;

/// <summary>A page in a sitemap.</summary>
/// <param name="Url">Absolute.</param>
/// <param name="Changed">When its content last changed, where that is known.</param>
/// <param name="Languages">The same content in all its languages, itself among them; empty where there is one only.</param>
public sealed record SitemapAddress(string Url, DateTimeOffset? Changed, IReadOnlyList<(string Language, string Url)> Languages);

/// <summary>A sitemap in the index.</summary>
public sealed record SitemapPart(string Url, DateTimeOffset? Changed);

/// <summary>An article in the news sitemap.</summary>
public sealed record SitemapNews(string Url, string Title, string Language, DateTimeOffset Published);
