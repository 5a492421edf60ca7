using Broadside.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Mirror.Witness;

/// <summary>What editions bear witness to.</summary>
internal static class WitnessServices
{
    public static void AddWitness(this IServiceCollection services) => services.AddSingleton<IEventHandler, NoteEdition>();
}
