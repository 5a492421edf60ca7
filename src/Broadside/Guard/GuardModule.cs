using Broadside.Guard.Keys;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Guard;

/// <summary>Keys, signed versions and their head, the site record, alarms, the audit log, the link ledger. Takes content from every module; feeds whatever readers get.</summary>
public sealed class GuardModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<ITableMap, GuardMap>();
        services.AddSingleton<KeyRing>();
        KeyServices.Add(services);
        services.AddSingleton<Approvals>();
        services.AddSingleton<VersionSeal>();
        services.AddSingleton<VersionFiles>();
        services.AddSingleton<VersionStore>();
        services.AddSingleton<IOpening>(provider => provider.GetRequiredService<VersionStore>());
        services.AddSingleton<SiteRecord>();
        services.AddSingleton<Secrets>();
        services.AddSingleton<Alarms>();
        services.AddSingleton<IAlarmBell>(provider => provider.GetRequiredService<Alarms>());
        services.AddSingleton<AuditHead>();
        services.AddSingleton<IOpening>(provider => provider.GetRequiredService<AuditHead>());
        services.AddSingleton<IClosing>(provider => provider.GetRequiredService<AuditHead>());
        services.AddHostedService<AuditWatch>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton(new MachineTraits("/"));
        services.AddSingleton<OutboundSwitch>();
        services.AddSingleton<AcceptAudit>();
        services.AddSingleton<EraseAuditText>();
        services.AddSingleton<AuditQueries>();
        services.AddSingleton<LinkLedger>();
        services.AddSingleton<VersionAlarms>();
        services.AddSingleton<FindAltered>();
        services.AddSingleton<VersionWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<VersionWatch>());
        services.AddHostedService<HeadWatch>();
        services.AddSingleton<CheckVersions>();
        services.AddSingleton<ICheck>(provider => provider.GetRequiredService<CheckVersions>());
        services.AddSingleton<CheckAudit>();
        services.AddSingleton<ICheck>(provider => provider.GetRequiredService<CheckAudit>());
        services.AddAudit(settings);
        services.AddSingleton<ICheck, CheckAlarms>();
        services.AddSingleton(FarClocks.Ours);
    }

    public void AddCommands(CommandTree commands) => GuardCommands.Add(commands);
}
