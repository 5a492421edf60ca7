using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Giving.Receipts;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Giving;

/// <summary>Money that readers give: rails that fail over, double-entry books, receipts. Takes a donor's choices and what rails and banks tell; gives totals, receipts and the state of every gift.</summary>
public sealed class GivingModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings.Read<GivingSettings>("Giving"));
        services.AddSingleton<ITableMap, GivingMap>();
        AddBooks(services);
        AddGifts(services);
        AddRails(services);
    }

    public void AddCommands(CommandTree commands) => GivingCommands.Add(commands);

    public void MapRoutes(IEndpointRouteBuilder routes) => AnswerHooks.Map(routes);

    private static void AddGifts(IServiceCollection services)
    {
        services.AddSingleton<FormTokens>();
        services.AddSingleton<FindDonor>();
        services.AddSingleton<StartGift>();
        services.AddSingleton<EraseDonor>();
        services.AddSingleton<RefundGift>();
        services.AddSingleton<MovePlan>();
        services.AddSingleton<GiftWall>();
        services.AddSingleton<NewReference>(provider => () => "RF" + provider.GetRequiredService<Ids>().New()[10..].ToUpperInvariant());
    }

    private static void AddRails(IServiceCollection services)
    {
        services.AddSingleton<RailBoard>();
        services.AddSingleton<IOpening>(provider => provider.GetRequiredService<RailBoard>());
        services.AddSingleton<DriveMode>();
        services.AddSingleton<ApplyFacts>();
        services.AddSingleton<AskRail>();
        services.AddSingleton<TakeNotice>();
        AddJob<ProbeRails>(services, ProbeRails.JobKind, "* * * * *");
        AddJob<TakeNotices>(services, TakeNotices.JobKind, "* * * * *");
        AddJob<PollAttempts>(services, PollAttempts.JobKind, "*/5 * * * *");
        AddJob<Reconcile>(services, Reconcile.JobKind, "40 3 * * *");
    }

    private static void AddJob<T>(IServiceCollection services, string kind, string cron)
        where T : class, IJob
    {
        services.AddSingleton<T>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<T>());
        services.AddSingleton(new Schedule(kind, cron));
    }

    private static void AddBooks(IServiceCollection services)
    {
        services.AddSingleton<PostFacts>();
        services.AddSingleton<LedgerQueries>();
        services.AddSingleton<ExportLedger>();
        AddJob<IssueReceipts>(services, IssueReceipts.JobKind, "* * * * *");
    }
}
