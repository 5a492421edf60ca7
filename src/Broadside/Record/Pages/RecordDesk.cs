using Broadside.Guard;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Record.Pages;

/// <summary>What the record's pages at the desk need.</summary>
internal static class RecordDesk
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<RecordOfArticle>();
        services.AddSingleton<OneClaimQueries>();
        services.AddSingleton<LookQueries>();
        services.AddSingleton<ReadClaimForm>();
        services.AddSingleton<KeepClaim>();
        services.AddSingleton<DecideCards>();
        services.AddSingleton(new DeskEntry("dossiers.title", "/desk/dossiers", Right.Write, 13));
        services.AddSingleton(new DeskEntry("record.entry", "/desk/record", Right.Write, 14));
    }
}
