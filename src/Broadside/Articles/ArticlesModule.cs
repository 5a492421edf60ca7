using Broadside.Articles.Calendar;
using Broadside.Articles.Export;
using Broadside.Articles.Names;
using Broadside.Articles.Review;
using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Storage;
using Broadside.Themes;
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
        services.AddSingleton<IMediaUse, UsedMedia>();
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
        AddNames(services);
        services.AddSingleton<ExportSource>();
        services.AddSingleton<ExportArticle>();
        services.AddSingleton<ExportNewsroom>();
    }

    /// <summary>What concerns many articles at once, and the names that they stand under.</summary>
    private static void AddNames(IServiceCollection services)
    {
        services.AddSingleton<RewriteQueries>();
        services.AddSingleton<AskRewrite>();
        services.AddSingleton<AskReplaceFile>();
        services.AddSingleton<StartRewrite>();
        services.AddSingleton<DropRewrite>();
        services.AddSingleton<UndoRewrite>();
        services.AddSingleton<LookThrough>();
        services.AddSingleton<ChangeArticles>();
        services.AddSingleton<EndRewrite>();
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
}
