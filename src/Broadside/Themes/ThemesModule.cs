using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Themes;

/// <summary>Liquid themes, translations, the page frame. Takes view objects from the modules above; gives whole pages.</summary>
public sealed class ThemesModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<Theme>();
        services.AddSingleton<ThemeCheck>();
        services.AddSingleton<ICheck>(s => s.GetRequiredService<ThemeCheck>());
    }

    public void AddCommands(CommandTree commands) => ThemeCommands.Add(commands);
}
