using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Themes;

/// <summary>Liquid themes, translations, the page frame. Takes view objects from the modules above; gives whole pages.</summary>
public sealed class ThemesModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings) => services.AddSingleton<Theme>();
}
