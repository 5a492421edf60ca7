using Broadside.Articles;
using Broadside.Site.Feeds;
using Broadside.Site.Search;
using Broadside.Site.Sitemaps;
using Broadside.Storage;

namespace Broadside.Site;

/// <summary>The part of the site's door through which readers find articles: search, feeds, sitemaps.</summary>
internal static class SiteReach
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ISearchTables>(provider => provider.GetRequiredService<IEngine>() is PostgresEngine ? new PostgresSearchTables() : new SqliteSearchTables());
        services.AddSingleton<IPublishedIndex, SearchIndex>();
        services.AddSingleton<SearchArticles>();
        services.AddSingleton<MakeFeed>();
        services.AddSingleton<IPageSource, FeedPages>();
        services.AddSingleton<IPageSource, SitemapPages>();
    }
}
