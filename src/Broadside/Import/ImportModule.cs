using Broadside.Guard;
using Broadside.Import.Sample;
using Broadside.Import.Uploads;
using Broadside.Import.WordPress;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Import;

/// <summary>
/// Brings content in from outside: the sample outlet and what other systems left; reports what was hidden in it, and can take
/// back what a run made. Takes files; feeds Articles and Media, and Record with the sample's dossier.
/// </summary>
public sealed class ImportModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<ITableMap, ImportMap>();
        services.AddSingleton<ImportRuns>();
        services.AddTransient<KeepDirectory>();
        services.AddSingleton<NameOutlet>();
        services.AddSingleton<KeepComments>();
        services.AddSingleton<KeepOwn>();
        services.AddSingleton<Func<KeepPosts.Batch, KeepPosts>>(provider => batch => ActivatorUtilities.CreateInstance<KeepPosts>(provider, batch));
        services.AddSingleton<FillMissing>();
        services.AddSingleton<ImportWordPress>();
        services.AddSingleton(settings.Read<ImportSettings>("Import"));
        services.AddSingleton<ImportPages>();
        services.AddSingleton<UndoImport>();
        services.AddSingleton<ForgetSource>();
        services.AddSingleton<UploadFiles>();
        services.AddSingleton<UploadQueries>();
        services.AddSingleton<ImportProgress>();
        services.AddSingleton<SendImport>();
        services.AddSingleton<BringLists>();
        services.AddSingleton<DecideImport>();
        services.AddSingleton<IJob, RunUpload>();
        services.AddSingleton(new DeskEntry("imports.title", "/desk/import", Right.ManageSite, 60));
        services.AddSingleton<MakeSample>();
        services.AddSingleton<MakeSampleDossier>();
        services.AddSingleton<RemoveSample>();
        services.AddSingleton<SampleMedia>();
    }

    public void AddCommands(CommandTree commands)
    {
        SampleCommands.Add(commands);
        ImportCommands.Add(commands);
        PageCommand.Add(commands);
    }
}
