using Broadside.Giving.Mine;
using Broadside.Giving.Plans;
using Broadside.Giving.Receipts;
using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Giving.Letters;

/// <summary>What writes to donors, follows their plans and opens their own page.</summary>
internal static class GivingLetters
{
    public static IServiceCollection AddGivingLetters(this IServiceCollection services)
    {
        services.AddSingleton<ITableMap, LettersMap>();
        services.AddSingleton<GiftLetters>();
        services.AddSingleton<FindAddressee>();
        services.AddSingleton<VoidReceipt>();
        AddJob<PostGiftLetters>(services, PostGiftLetters.JobKind, "* * * * *");
        AddJob<AnnualRun>(services, AnnualRun.JobKind, "0 6 10 1 *");
        AddJob<WatchOutbound>(services, WatchOutbound.JobKind, "*/5 * * * *");
        AddPlans(services);
        services.AddSingleton<MineLinks>();
        services.AddSingleton<MineQueries>();
        services.AddSingleton<AskMineLink>();
        services.AddSingleton<IJob, AnswerMineLink>();
        services.AddSingleton<ShowDonor>();
        return services;
    }

    private static void AddPlans(IServiceCollection services)
    {
        services.AddSingleton<PlanTokens>();
        services.AddSingleton<InterruptPlans>();
        services.AddSingleton<EndSecondPlans>();
        services.AddSingleton<PostPlanLetters>();
        services.AddSingleton<ContinuePlan>();
        services.AddSingleton<FinishMoves>();
        services.AddSingleton<ChangePlan>();
        services.AddSingleton<FinishChanges>();
        AddJob<FollowPlans>(services, FollowPlans.JobKind, "* * * * *");
        AddJob<CloseStarts>(services, CloseStarts.JobKind, "* * * * *");
        AddJob<PlanWatch>(services, PlanWatch.JobKind, "20 4 * * *");
    }

    private static void AddJob<T>(IServiceCollection services, string kind, string cron)
        where T : class, IJob
    {
        services.AddSingleton<T>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<T>());
        services.AddSingleton(new Schedule(kind, cron));
    }
}
