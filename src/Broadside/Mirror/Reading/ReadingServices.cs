using Broadside.Site;
using Broadside.Themes;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Mirror.Reading;

/// <summary>What readers have of it: the page that tells how to check, the script that reads mirrors.</summary>
internal static class ReadingServices
{
    public static void AddReading(this IServiceCollection services)
    {
        services.AddSingleton<IPageSource, CheckPage>();
        services.AddSingleton<IPageSource, CopyPages>();
        services.AddSingleton<IPageSource, OfflineWorker>();
        services.AddSingleton(new ShownPage("check", typeof(CheckView)));
        services.AddSingleton(new ShownPage("copy", typeof(CopyView)));
    }
}
