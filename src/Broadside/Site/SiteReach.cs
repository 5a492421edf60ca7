using Broadside.Articles;
using Broadside.Jobs;
using Broadside.Site.Counts;
using Broadside.Site.Feeds;
using Broadside.Site.Pages;
using Broadside.Site.Reports;
using Broadside.Site.Search;
using Broadside.Site.Search.Carried;
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
        services.AddSingleton<CatchUpSearch>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<CatchUpSearch>());
        services.AddSingleton(new Schedule(CatchUpSearch.JobKind, "17 * * * *"));
        services.AddHostedService<CatchUpAtStart>();
        services.AddSingleton<SearchPage>();
        services.AddSingleton<CarriedIndex>();
        services.AddSingleton<IPageSource>(provider => provider.GetRequiredService<CarriedIndex>());
        services.AddSingleton<IPageSource, CarriedSearchPage>();
        services.AddSingleton<ReportPage>();
        services.AddSingleton<ReportLimit>();
        services.AddSingleton<ReportError>();
        services.AddSingleton<ITableMap, ReadersMap>();
        services.AddSingleton<ReadCounts>();
        services.AddSingleton<KeepCounts>();
        services.AddSingleton<CountQueries>();
        services.AddHostedService<KeepCountsEachMinute>();
        services.AddSingleton<StructuredData>();
        services.AddSingleton<MakeFeed>();
        services.AddSingleton<IPageSource, FeedPages>();
        services.AddSingleton<IPageSource, SitemapPages>();
    }
}
