using Broadside.Kit;

namespace Broadside.Site.Running;

/// <summary>What the folder registers.</summary>
internal static class RunningParts
{
    public static void AddRunning(this IServiceCollection services)
    {
        services.AddSingleton<RequestTally>();
        services.AddSingleton<DiskSpace>();
        services.AddSingleton<ReadMeasures>();
        services.AddSingleton<MetricsAnswer>();
        services.AddSingleton<IMeasure, MeasureServer>();
        services.AddSingleton<IMeasure, MeasureWork>();
        services.AddSingleton<ICheck, CheckDisk>();
        services.AddSingleton<WatchMachine>();
        services.AddSingleton<SendMetrics>();
    }

    public static void AddRunningServed(this IServiceCollection services)
    {
        services.AddHostedService(provider => provider.GetRequiredService<WatchMachine>());
        services.AddHostedService(provider => provider.GetRequiredService<SendMetrics>());
    }
}
