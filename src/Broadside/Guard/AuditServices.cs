using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Guard;

/// <summary>What Guard itself looks at in an audit, and whom alarms are told to.</summary>
internal static class AuditServices
{
    public static void AddAudit(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings.Read<GuardSettings>("Guard"));
        services.AddSingleton<IAuditCheck>(provider => new AuditLines("log", provider.GetRequiredService<CheckAudit>(), isLog: true));
        services.AddSingleton<IAuditCheck>(provider => new AuditLines("versions", provider.GetRequiredService<CheckVersions>(), isLog: false));
        services.AddSingleton<IAuditCheck, AuditChains>();
    }
}
