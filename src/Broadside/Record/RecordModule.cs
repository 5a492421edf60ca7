using Broadside.Articles;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Record.Export;
using Broadside.Record.Pages;
using Broadside.Record.Suggesting;
using Broadside.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Record;

/// <summary>Stories that run on over many articles: their events, people, words and sources, each tied to the words of an article that says so. Takes what Articles published; gives Site signed dossiers.</summary>
public sealed class RecordModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<ITableMap, RecordMap>();
        services.AddSingleton<FindActor>();
        services.AddSingleton<StageActor>();
        services.AddSingleton<AddActor>();
        services.AddSingleton<ChangeActor>();
        services.AddSingleton<AddAlias>();
        services.AddSingleton<RemoveAlias>();
        services.AddSingleton<MergeActors>();
        services.AddSingleton<AddRole>();
        services.AddSingleton<ChangeRole>();
        services.AddSingleton<ActorQueries>();
        services.AddSingleton<ArticleTexts>();
        services.AddSingleton<StageClaim>();
        services.AddSingleton<AddEvent>();
        services.AddSingleton<ChangeEvent>();
        services.AddSingleton<MergeEvents>();
        services.AddSingleton<AddQuote>();
        services.AddSingleton<ChangeQuote>();
        services.AddSingleton<AddSource>();
        services.AddSingleton<ChangeSource>();
        services.AddSingleton<RemoveClaim>();
        services.AddSingleton<ClaimQueries>();
        services.AddSingleton<SameEvent>();
        services.AddSingleton<IPublishCheck, CheckRecord>();
        services.AddSingleton<AddAnchor>();
        services.AddSingleton<RemoveAnchor>();
        services.AddSingleton<ConfirmAnchor>();
        services.AddSingleton<CheckAnchors>();
        services.AddSingleton<IEventHandler, CheckAfterPublishing>();
        services.AddSingleton<IEventHandler, CheckAfterTakedown>();
        services.AddSingleton<IInbox, RecordInbox>();
        services.AddSingleton<KeepSuggestions>();
        services.AddSingleton<IReadText, ReadStory>();
        services.AddSingleton<IJob, ReadArticle>();
        services.AddSingleton<IEventHandler, ReadAfterPublishing>();
        services.AddSingleton<DecideSuggestion>();
        services.AddSingleton<SuggestionQueries>();
        services.AddSingleton<StageDossier>();
        services.AddSingleton<ChangeDossier>();
        services.AddSingleton<ComposeDossier>();
        services.AddSingleton<SignDossier>();
        services.AddSingleton<PublishDossier>();
        services.AddSingleton<WithdrawDossier>();
        services.AddSingleton<RemoveDossier>();
        services.AddSingleton<DossierQueries>();
        services.AddSingleton<DossierArchive>();
        services.AddSingleton<ExportDossier>();
        RecordDesk.Add(services);
    }

    public void MapDesk(IEndpointRouteBuilder routes) => RecordRoutes.Map(routes);

    public void AddCommands(CommandTree commands) => RecordCommands.Add(commands);
}
