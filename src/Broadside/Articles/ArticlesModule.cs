using Broadside.Articles.Calendar;
using Broadside.Articles.Comparing;
using Broadside.Articles.Details;
using Broadside.Articles.Export;
using Broadside.Articles.Held;
using Broadside.Articles.Names;
using Broadside.Articles.Notes;
using Broadside.Articles.Paste;
using Broadside.Articles.Publishing;
using Broadside.Articles.Review;
using Broadside.Articles.Rewriting;
using Broadside.Articles.Sharing;
using Broadside.Articles.Translating;
using Broadside.Articles.Updating;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Articles;

/// <summary>
/// Articles and pages from draft to tombstone, their people, topics and comments, and the catalogue of what is published.
/// Takes contents from the desk and from Import; feeds Site, Digest, Record and Mirror.
/// </summary>
public sealed class ArticlesModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<ITableMap, ArticlesMap>();
        services.AddSingleton(provider => new Catalogue(provider.GetRequiredService<VersionStore>().Listen, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMediaVisibility, PublishedMedia>();
        services.AddSingleton<IMediaUse, UsedMedia>();
        services.AddSingleton<ISubjectName, ArticleNames>();
        services.AddSingleton<IRepeatedRows, ArticleRows>();
        services.AddSingleton<IRepeatedRows, DirectoryRows>();
        services.AddSingleton<IOpening, OpenIdentity>();
        services.AddSingleton<IOutlet, Outlet>();
        services.AddSingleton<ArticleReader>();
        services.AddSingleton<ArticleQueries>();
        services.AddSingleton<Addresses>();
        services.AddSingleton<SaveDraft>();
        services.AddSingleton<PublishArticle>();
        services.AddSingleton<PublishArticles>();
        services.AddSingleton<CorrectArticle>();
        services.AddSingleton<TakeDownArticle>();
        services.AddSingleton<RemoveArticles>();
        services.AddSingleton<WriteSiteRecord>();
        services.AddSingleton<MakeStandardPages>();
        services.AddSingleton<Schedules>();
        services.AddSingleton<ScheduleArticle>();
        services.AddSingleton<UnscheduleArticle>();
        services.AddSingleton<EmbargoArticle>();
        services.AddSingleton<IJob, PublishScheduled>();
        services.AddSingleton<ICheck, CheckSchedules>();
        services.AddSingleton<TakeReviewStep>();
        services.AddSingleton<SubmitArticle>();
        services.AddSingleton<ApproveArticle>();
        services.AddSingleton<ReturnArticle>();
        AddWriting(services);
        HeldServices.Add(services);
        AddPublishing(services);
        AddNames(services);
        services.AddSingleton<ExportSource>();
        services.AddSingleton<ExportArticle>();
        services.AddSingleton<ExportNewsroom>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes) => ShareRoutes.Map(routes);

    public void MapDesk(IEndpointRouteBuilder routes)
    {
        PreviewRoutes.Map(routes);
        WritingRoutes.Map(routes);
        NoteRoutes.Map(routes);
    }

    /// <summary>What concerns many articles at once, and the names that they stand under.</summary>
    private static void AddNames(IServiceCollection services)
    {
        services.AddSingleton<RewriteQueries>();
        services.AddSingleton<AskRewrite>();
        services.AddSingleton<AskReplaceFile>();
        services.AddSingleton<TurnRewrite>();
        services.AddSingleton<StartRewrite>();
        services.AddSingleton<DropRewrite>();
        services.AddSingleton<UndoRewrite>();
        services.AddSingleton<LookThrough>();
        services.AddSingleton<ChangeArticles>();
        services.AddSingleton<EndRewrite>();
        services.AddSingleton<UnmergeName>();
        services.AddSingleton<IJob, TakeRewriteStep>();
        services.AddSingleton<NameQueries>();
        services.AddSingleton<AskMoveName>();
        services.AddSingleton<KeepTopic>();
        services.AddSingleton<KeepPerson>();
        services.AddSingleton<RemoveName>();
        services.AddSingleton(new DeskEntry("names.title", "/desk/directory", Right.Curate, 41));
        services.AddSingleton(new DeskEntry("changes.title", "/desk/changes", Right.EditOthers, 45));
    }

    public void AddCommands(CommandTree commands)
    {
        ArticleCommands.Add(commands);
        WayCommands.Add(commands);
        ExportCommands.Add(commands);
        PagesCommand.Add(commands);
    }

    private static void AddWriting(IServiceCollection services)
    {
        services.AddSingleton<WritingQueries>();
        services.AddSingleton<BeginArticle>();
        services.AddSingleton<SaveText>();
        services.AddSingleton<SaveForm>();
        services.AddSingleton<HoldArticle>();
        services.AddSingleton<ReadPaste>();
        services.AddSingleton<IJob, TidyTexts>();
        services.AddSingleton(new Schedule(TidyTexts.JobKind, "17 3 * * *"));
        services.AddSingleton<EditorWords>();
        services.AddSingleton<DetailsQueries>();
        services.AddSingleton<ReadDetails>();
        services.AddSingleton<ChangeDetails>();
        services.AddSingleton<NoteQueries>();
        services.AddSingleton<WriteNote>();
        services.AddSingleton<ResolveNote>();
        services.AddSingleton(new DeskEntry("new.title", "/desk/articles/new", Right.Write, 6));
    }

    private static void AddPublishing(IServiceCollection services)
    {
        services.AddSingleton<IPublishCheck, CheckContent>();
        services.AddSingleton<IPublishCheck, CheckWay>();
        services.AddSingleton<IPublishCheck, CheckLinks>();
        services.AddSingleton(new LinkClient(allowsLocal: _ => false));
        services.AddSingleton<StartLinkCheck>();
        services.AddSingleton<LinkCheckQueries>();
        services.AddSingleton<IJob, LookAtLinks>();
        services.AddSingleton<AssignArticle>();
        services.AddSingleton<PlanArticle>();
        services.AddSingleton<ReviewQueries>();
        services.AddSingleton<Checklist>();
        services.AddSingleton<UndoPublication>();
        services.AddSingleton<ArticleListQueries>();
        services.AddSingleton<DeskArticleQueries>();
        services.AddSingleton<PublishedPlaces>();
        services.AddSingleton<PublishedChanges>();
        services.AddSingleton<IInbox, ArticleInbox>();
        services.AddSingleton<TranslationQueries>();
        services.AddSingleton<StartTranslation>();
        services.AddSingleton<SaveTranslation>();
        services.AddSingleton<MarkTranslated>();
        services.AddSingleton<AddUpdate>();
        services.AddSingleton<ChangeUpdate>();
        services.AddSingleton<RemoveUpdate>();
        services.AddSingleton<PublishUpdates>();
        services.AddSingleton<VersionsOfArticle>();
        services.AddSingleton<RestoreVersion>();
        services.AddSingleton<DiscardDraft>();
        services.AddSingleton<CalendarQueries>();
        services.AddSingleton<MoveArticle>();
        services.AddSingleton(new DeskEntry("calendar.title", "/desk/calendar", Right.Translate, 12));
        services.AddSingleton<ShareArticle>();
        services.AddSingleton<EndShareLink>();
        services.AddSingleton<OpenShareLink>();
        services.AddSingleton<ShareQueries>();
        services.AddSingleton(new DeskEntry("list.title", "/desk/articles", Right.Translate, 10));
    }
}
