using Broadside.Guard;
using Broadside.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Mirror.Auditing;

/// <summary>The nightly look at what is published, at the log, and at the site from outside.</summary>
internal static class AuditingServices
{
    public static void AddAuditing(this IServiceCollection services)
    {
        services.AddSingleton<IAuditCheck, AuditSite>();
        services.AddSingleton<NightlyAudit>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<NightlyAudit>());
        services.AddSingleton(new Schedule(NightlyAudit.JobKind, "47 3 * * *"));
    }
}
