using Broadside.Kit;
using Broadside.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Jobs;

/// <summary>The durable queue, its schedules and the event outbox. Takes jobs and events from every module; the serving program works them.</summary>
public sealed class JobsModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<ITableMap, JobMap>();
        services.AddSingleton(provider => new Lazy<IReadOnlyList<IEventHandler>>(() => [.. provider.GetServices<IEventHandler>()]));
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<JobRunner>());
    }
}
