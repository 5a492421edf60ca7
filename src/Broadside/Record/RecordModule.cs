using Broadside.Kit;
using Broadside.Record.Dossiers;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Record;

/// <summary>Stories that run on over many articles: their events, people, words and sources, each tied to the words of an article that says so. Takes what Articles published; gives Site signed dossiers.</summary>
public sealed class RecordModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<DossierArchive>();
    }
}
