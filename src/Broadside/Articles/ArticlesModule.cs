using Broadside.Articles.Calendar;
using Broadside.Articles.Details;
using Broadside.Articles.Export;
using Broadside.Articles.Notes;
using Broadside.Articles.Paste;
using Broadside.Articles.Review;
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
        services.AddSingleton(provider => new Catalogue(provider.GetRequiredService<VersionStore>().Listen));
        services.AddSingleton<IMediaVisibility, PublishedMedia>();
        services.AddSingleton<ISubjectName, ArticleNames>();
        services.AddSingleton<IRepeatedRows, ArticleRows>();
        services.AddSingleton<IRepeatedRows, DirectoryRows>();
        services.AddSingleton<IPublishCheck, CheckContent>();
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
        services.AddSingleton<ExportSource>();
        services.AddSingleton<ExportArticle>();
        services.AddSingleton<ExportNewsroom>();
    }

    public void MapDesk(IEndpointRouteBuilder routes)
    {
        WritingRoutes.Map(routes);
        NoteRoutes.Map(routes);
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
}
