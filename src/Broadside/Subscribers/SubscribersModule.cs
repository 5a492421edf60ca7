using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Broadside.Subscribers.Lists;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Subscribers;

/// <summary>Who asked for the outlet's mail: asking, confirming, choosing, pausing, leaving, being forgotten; lists in and out. Takes what mail came back; gives the digest its readers.</summary>
public sealed class SubscribersModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<ITableMap, SubscribersMap>();
        services.AddSingleton<Choices>();
        services.AddSingleton<Suppressions>();
        services.AddSingleton<ListGrowth>();
        services.AddSingleton<SubscriberLetters>();
        services.AddSingleton<SubscriberQueries>();
        AddSigningUp(services);
        AddLists(services);
        services.AddSingleton<ChangePreferences>();
        services.AddSingleton<PauseList>();
        services.AddSingleton<ComeBack>();
        services.AddSingleton<LeaveList>();
        services.AddSingleton<ForgetSubscriber>();
        services.AddSingleton<EndPauses>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<EndPauses>());
        services.AddSingleton(new Schedule(EndPauses.JobKind, "3,33 * * * *"));
        services.AddSingleton<TidySubscribers>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<TidySubscribers>());
        services.AddSingleton(new Schedule(TidySubscribers.JobKind, "17 4 * * *"));
        services.AddSingleton(new DeskEntry("subscribers.title", "/desk/subscribers", Right.ManageSubscribers, 45));
        services.AddSingleton<TakeBackBounces>();
        services.AddSingleton<IEventHandler, HearReturns>();
    }

    public void AddCommands(CommandTree commands) => SubscriberCommands.Add(commands);

    private static void AddLists(IServiceCollection services)
    {
        services.AddSingleton<TakeRows>();
        services.AddSingleton<ImportSubscribers>();
        services.AddSingleton<ExportSubscribers>();
        services.AddSingleton<AskSilent>();
        services.AddSingleton<AskImported>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<AskImported>());
    }

    private static void AddSigningUp(IServiceCollection services)
    {
        services.AddSingleton<SignUpLimit>();
        services.AddSingleton<SignUpQuestion>();
        services.AddSingleton<AskToSubscribe>();
        services.AddSingleton<AnswerSignUp>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<AnswerSignUp>());
        services.AddSingleton<ConfirmSubscriber>();
        services.AddSingleton<AddSubscriber>();
    }
}
