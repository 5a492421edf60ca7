using Broadside.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Storage;

/// <summary>The database on either engine, its migrations, and safe files. Takes tables from every module's door.</summary>
public sealed class StorageModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        var own = settings.Read<StorageSettings>("Storage");
        if (own.Postgres is { Length: > 0 } connection)
        {
            services.AddSingleton<IEngine>(_ => new PostgresEngine(connection));
        }
        else
        {
            services.AddSingleton<IEngine, SqliteEngine>();
        }
        services.AddSingleton(own);
        services.AddSingleton<Migrator>();
        services.AddSingleton<IBeforeUpgrade, CopyBeforeUpgrade>();
        services.AddDbContextFactory<NewsroomDb>((provider, options) =>
        {
            provider.GetRequiredService<IEngine>().Configure(options);
            options.UseQueryTrackingBehavior(QueryTrackingBehavior.TrackAll);
            options.ConfigureWarnings(w => w.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));
        });
    }

    public void AddCommands(CommandTree commands) => UpgradeCommand.Add(commands);
}
