using System.Collections;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Broadside;

/// <summary>Opens the newsroom of a data folder: settings, services of every module, tables up to date, then each module's own opening.</summary>
public static class Newsroom
{
    public static async Task<OpenNewsroom> OpenAsync(string data, IReadOnlyList<IModule> modules, CancellationToken cancel, IDictionary? environment = null, Action<IServiceCollection>? change = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging
            .AddSimpleConsole(console => console.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning));
        services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        Add(services, data, modules, environment ?? Environment.GetEnvironmentVariables());
        change?.Invoke(services);
        var open = new OpenNewsroom(services.BuildServiceProvider());
        try
        {
            await PrepareAsync(open.Services, cancel);
            return open;
        }
        catch
        {
            await open.DisposeAsync();
            throw;
        }
    }

    /// <summary>Registers every module over one data folder; the folder is made where there is none.</summary>
    public static void Add(IServiceCollection services, string data, IReadOnlyList<IModule> modules, IDictionary environment)
    {
        var folder = new DataFolder(Path.GetFullPath(data));
        Directory.CreateDirectory(folder.Path);
        var settings = new Settings(folder.Settings, environment);
        services.AddSingleton(folder);
        services.AddSingleton(settings);
        services.AddSingleton(modules);
        services.AddSingleton(TimeProvider.System);
        foreach (var module in modules)
        {
            module.AddServices(services, settings);
        }
        settings.RefuseUnknown();
    }

    /// <summary>The same, with what is needed while the newsroom is served.</summary>
    public static void AddServed(IServiceCollection services, string data, IReadOnlyList<IModule> modules, IDictionary environment)
    {
        Add(services, data, modules, environment);
        foreach (var module in modules)
        {
            module.AddWebServices(services);
        }
    }

    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancel)
    {
        await services.GetRequiredService<Migrator>().RunAsync(cancel);
        foreach (var opening in services.GetServices<IOpening>())
        {
            await opening.OpenAsync(cancel);
        }
    }
}
