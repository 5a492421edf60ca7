using Broadside.Articles.Views;
using Broadside.Site.Giving;
using Broadside.Site.Giving.Mine;
using Broadside.Site.Subscribing;
using Broadside.Themes;

namespace Broadside.Site.Views;

/// <summary>The templates of the reader's site and what each is given.</summary>
internal static class ReaderPages
{
    public static IReadOnlyList<ShownPage> All { get; } =
    [
        new("front", typeof(FrontView)),
        new("article", typeof(ArticleView)),
        new("list", typeof(ListView)),
        new("dossier", typeof(DossierView)),
        new("archive", typeof(ArchiveView)),
        new("search", typeof(SearchView)),
        new("search-copy", typeof(CarriedSearchView)),
        new("lost", typeof(LostView)),
        new("report", typeof(ReportView)),
        new("corrections", typeof(CorrectionsView)),
        new("subscribe", typeof(SubscribeView)),
        new("subscription", typeof(SubscriptionView)),
        new("preferences", typeof(PreferencesView)),
        new("give", typeof(GiveView)),
        new("give-step", typeof(GiveStepView)),
        new("give-offline", typeof(OfflineView)),
        .. MinePages.All,
    ];
}
