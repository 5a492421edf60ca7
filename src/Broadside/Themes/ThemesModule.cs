using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Themes;

/// <summary>Liquid themes, translations, the page frame. Takes view objects from the modules above; gives whole pages.</summary>
public sealed class ThemesModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<Theme>();
        services.AddSingleton<DeskVocabulary>();
        services.AddSingleton<ThemeCheck>();
        services.AddSingleton<ICheck>(s => s.GetRequiredService<ThemeCheck>());
    }

    public void AddWebServices(IServiceCollection services)
    {
        services.AddTransient<DeskWords>();
        services.AddSingleton<DeskAssets>();
    }

    public void AddCommands(CommandTree commands) => ThemeCommands.Add(commands);
}
