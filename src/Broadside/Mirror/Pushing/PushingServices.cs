using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mirror.Targets;
using Broadside.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Mirror.Pushing;

/// <summary>What sends editions to mirrors.</summary>
internal static class PushingServices
{
    public static void AddPushing(this IServiceCollection services)
    {
        services.AddSingleton<ITableMap, MirrorsMap>();
        services.AddSingleton<OpenTarget>();
        services.AddSingleton<OpenMirror>();
        services.AddSingleton<MirrorQueries>();
        services.AddSingleton<IMeasure, MeasureMirrors>();
        services.AddSingleton<AddMirror>();
        services.AddSingleton<RemoveMirror>();
        services.AddSingleton<AskForPush>();
        services.AddSingleton<PushMirror>();
        services.AddSingleton<PushJob>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<PushJob>());
        services.AddSingleton<LookAtMirror>();
        services.AddSingleton<IWitness, AskMirrors>();
        services.AddSingleton<CheckMirrors>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<CheckMirrors>());
        services.AddSingleton(new Schedule(CheckMirrors.JobKind, "*/5 * * * *"));
        services.AddSingleton<IEventHandler, HearEdition>();
        services.AddSingleton<ICheck, CheckPushing>();
        services.AddSingleton(new DeskEntry("mirrors.title", "/desk/mirrors", Right.ManageSite, 80));
    }
}
