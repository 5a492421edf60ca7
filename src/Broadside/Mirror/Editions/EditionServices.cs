using Broadside.Articles;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Mirror.Editions;

/// <summary>What editions are made with.</summary>
internal static class EditionServices
{
    public static void AddEditions(this IServiceCollection services)
    {
        services.AddSingleton<ITableMap, EditionMap>();
        services.AddSingleton<EditionFolder>();
        services.AddSingleton<EditionFingerprint>();
        services.AddSingleton<EditionPages>();
        services.AddSingleton<EditionMedia>();
        services.AddSingleton<ChangesSince>();
        services.AddSingleton<AwaitSettled>();
        services.AddSingleton<IssueEdition>();
        services.AddSingleton<WithdrawFiles>();
        services.AddSingleton<WriteEdition>();
        services.AddSingleton<IMeasure, MeasureEdition>();
        services.AddSingleton<CheckEdition>();
        services.AddSingleton<ICheck>(provider => provider.GetRequiredService<CheckEdition>());
        services.AddSingleton<KeepEdition>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<KeepEdition>());
        // What failed at night is tried again by day.
        services.AddSingleton(new Schedule(KeepEdition.JobKind, "23 2,8,14,20 * * *"));
    }
}
