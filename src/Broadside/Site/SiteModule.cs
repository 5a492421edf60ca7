using System.CommandLine;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Site.Appearance;
using Broadside.Site.Curating;
using Broadside.Site.Desk;
using Broadside.Site.Digests;
using Broadside.Site.Dossiers;
using Broadside.Site.Giving;
using Broadside.Site.Giving.Mine;
using Broadside.Site.Https;
using Broadside.Site.Pages;
using Broadside.Site.Reports;
using Broadside.Site.Running;
using Broadside.Site.Subscribing;
using Broadside.Site.Views;
using Broadside.Staff;

namespace Broadside.Site;

/// <summary>What a reader gets: pages from the cache, lists, feeds, sitemaps, search. Takes the catalogue and signed contents; feeds readers and mirrors.</summary>
public sealed class SiteModule(Action<IServiceCollection, string> add, Func<IServiceProvider, CancellationToken, Task> prepare) : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings.Read<SiteSettings>("Site"));
        services.AddSingleton<MovedAddress>();
        services.AddSingleton<PageCache>();
        services.AddSingleton<Feeds.Settling>();
        services.AddSingleton<OldAddresses>();
        services.AddSingleton<AnswerPages>();
        services.AddSingleton<FrontLine>();
        services.AddSingleton<DateLine>();
        services.AddSingleton<IdleConnections>();
        services.AddHttps();
        services.AddRunning();
        AddPages(services);
        AddDossiers(services);
        AddAppearance(services);
        AddSubscribing(services);
        services.AddGiving();
        services.AddMinePages();
        SiteReach.AddServices(services);
        AddDesk(services);
        ReaderPages.All.ToList().ForEach(page => services.AddSingleton(page));
    }

    private static void AddSubscribing(IServiceCollection services)
    {
        services.AddSingleton<OfferChoices>();
        services.AddSingleton<SubscribePage>();
        services.AddSingleton<SubscriptionPage>();
        services.AddSingleton<PreferencesPage>();
    }

    private static void AddAppearance(IServiceCollection services)
    {
        services.AddSingleton<ChangeIdentity>();
        services.AddSingleton<PutUpNotice>();
        services.AddSingleton<IJob, EndNotice>();
        services.AddSingleton(new DeskEntry("notice.title", "/desk/notice", Right.Curate, 64));
        services.AddSingleton(new DeskEntry("outlet.title", "/desk/outlet", Right.ManageSite, 70));
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddSingleton<PageMaker>();
        services.AddSingleton<PublicNames>();
        services.AddSingleton<TeaserMaker>();
        services.AddSingleton<ArticlePage>();
        services.AddSingleton<IPageSource>(provider => provider.GetRequiredService<ArticlePage>());
        services.AddSingleton<IPreview, DraftPage>();
        services.AddSingleton<IPageSource, ThemePage>();
        services.AddSingleton<FrontPage>();
        services.AddSingleton<IPageSource>(provider => provider.GetRequiredService<FrontPage>());
        services.AddSingleton<IPageSource, ListPage>();
        services.AddSingleton<IPageSource, ArchivePage>();
        services.AddSingleton<IPageSource, CorrectionsPage>();
        services.AddSingleton<IPageSource, DigestPages>();
        services.AddSingleton<IPageSource, DigestFeed>();
        services.AddSingleton<IPageSource, DossierPages>();
        services.AddSingleton<IPageSource, LostPage>();
    }

    private static void AddDossiers(IServiceCollection services)
    {
        services.AddSingleton<ReadDossier>();
        services.AddSingleton<DossierViewMaker>();
        services.AddSingleton<DossierData>();
        services.AddSingleton<ArticleRecord>();
        services.AddSingleton<IMediaVisibility, DossierMedia>();
    }

    private static void AddDesk(IServiceCollection services)
    {
        services.AddSingleton<CurateFront>();
        services.AddSingleton<KeepMenus>();
        services.AddSingleton<AddRedirect>();
        services.AddSingleton<RemoveRedirect>();
        services.AddSingleton<ReportQueries>();
        services.AddSingleton<SettleReport>();
        services.AddSingleton<CorrectFromReport>();
        services.AddSingleton(new DeskEntry("front.site", "/desk/front", Right.Curate, 40));
        services.AddSingleton(new DeskEntry("reports.title", "/desk/reports", Right.Review, 20));
        services.AddSingleton(new DeskEntry("reads.title", "/desk/reads", Right.Enter, 50));
    }

    public void AddWebServices(IServiceCollection services)
    {
        services.AddHttpsServed();
        services.AddRunningServed();
    }

    public void MapDesk(IEndpointRouteBuilder routes) => FrontPreview.Map(routes);

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        AnswerForms.Map(routes);
        AnswerSubscribing.Map(routes);
        AnswerGiving.Map(routes);
        MinePages.Map(routes);
        MetricsAnswer.Map(routes);
    }

    public void AddCommands(CommandTree commands)
    {
        Reports.ReportCommands.Add(commands);
        HttpsCommands.Add(commands);
        ServiceCommand.Add(commands);
        var serve = commands.Group("serve", "Serve the news site until it is stopped (Ctrl-C).");
        var url = new Option<string?>("--url") { Description = "Where to listen, as http://HOST:PORT; default a free port on localhost, or none where Site:Https:Domains names hosts. The public address, unless that or the setting Kit:Address names it." };
        serve.Options.Add(url);
        CommandTree.RunAlone(serve, async (parse, cancel) =>
        {
            var app = await Serve.StartAsync(services => add(services, parse.GetValue(commands.Data)!), prepare, parse.GetValue(url), cancel);
            var address = app.Services.GetRequiredService<BaseAddress>().Value;
            var link = await app.Services.GetRequiredService<MakeSetUpLink>().RunAsync(cancel);
            var ready = $"{app.Services.GetRequiredService<SiteRecord>().Read<Identity>(Identity.Part).Name} is at {address}/";
            Console.WriteLine(link is null ? ready : $"{ready}\nNobody owns this newsroom yet. Set it up here, once: {link}");
            TellSystemd.Ready();
            await app.WaitForShutdownAsync(cancel);
            await app.DisposeAsync();
            return 0;
        });
    }
}
