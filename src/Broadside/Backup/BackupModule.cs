using System.Globalization;
using Broadside.Backup.Drilling;
using Broadside.Backup.Keeping;
using Broadside.Backup.Packing;
using Broadside.Backup.Restoring;
using Broadside.Backup.Sealing;
using Broadside.Backup.Tables;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Backup;

/// <summary>One file out, one file in, and the drill that proves it. Takes everything that the newsroom holds; gives it back on another machine or engine.</summary>
public sealed class BackupModule(OpenData open) : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        var own = settings.Read<BackupSettings>("Backup");
        services.AddSingleton(own);
        services.AddSingleton(open);
        services.AddSingleton<ITableMap, BackupMap>();
        services.AddSingleton<IBackupTables>(provider => provider.GetRequiredService<IEngine>() is PostgresEngine ? new PostgresTables() : new SqliteTables());
        services.AddSingleton<PackTables>();
        services.AddSingleton<DataFiles>();
        services.AddSingleton<PlainSettings>();
        services.AddSingleton<PublicPages>();
        services.AddSingleton<MakeBackup>();
        services.AddSingleton<ProveNewsroom>();
        services.AddSingleton<DrillBackup>();
        services.AddSingleton<ApplyWithdrawn>();
        services.AddSingleton<KeptRecoveryKey>();
        AddKeeping(services, own);
    }

    public void AddCommands(CommandTree commands)
    {
        BackupCommands.Add(commands);
        RestoreCommands.Add(commands, open);
    }

    private static void AddKeeping(IServiceCollection services, BackupSettings own)
    {
        services.AddSingleton<TakeBackup>();
        services.AddSingleton<RecordDrill>();
        services.AddSingleton<BackupQueries>();
        services.AddSingleton<WatchBackups>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<WatchBackups>());
        services.AddSingleton(new Schedule(WatchBackups.JobKind, "37 5 * * *"));
        services.AddSingleton<AwayPlace>();
        services.AddSingleton<SendAway>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<SendAway>());
        services.AddSingleton<NightlyBackup>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<NightlyBackup>());
        if (own.Folder is { Length: > 0 })
        {
            services.AddSingleton(new Schedule(NightlyBackup.JobKind, string.Create(CultureInfo.InvariantCulture, $"{own.At.Minutes} {own.At.Hours} * * *")));
        }
        services.AddSingleton<DrillKept>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<DrillKept>());
        services.AddSingleton(provider => new BackupDesk(provider.GetRequiredService<NightlyBackup>(), provider.GetRequiredService<DrillKept>()));
        services.AddSingleton<IMeasure, MeasureBackups>();
        services.AddSingleton<OfferRecoveryKey>();
        services.AddSingleton<ICheck, CheckBackups>();
        services.AddSingleton(new DeskEntry("backups.title", "/desk/backups", Right.ManageSite, 88));
    }
}
