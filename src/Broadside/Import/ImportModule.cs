using Broadside.Import.Sample;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Import;

/// <summary>
/// Brings content in from outside: the sample outlet and what other systems left. Takes files; feeds Articles and Media.
/// </summary>
public sealed class ImportModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<MakeSample>();
        services.AddSingleton<SampleMedia>();
    }

    public void AddCommands(CommandTree commands) => SampleCommands.Add(commands);
}
