using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Kit;

/// <summary>Ids, slugs, the base address, canonical JSON, settings, the command tree. Knows no newsroom.</summary>
public sealed class KitModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings.Read<KitSettings>("Kit"));
        services.AddSingleton<BaseAddress>();
        services.AddSingleton<Ids>();
    }

    public void AddCommands(CommandTree commands)
    {
        AddDoctor(commands);
        var show = commands.Group("settings", "Print every setting, its value and where it comes from.");
        commands.Run(show, (services, parse, _) =>
        {
            var all = services.GetRequiredService<Settings>().Shown.OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
            if (parse.GetValue(commands.Json))
            {
                Output.Json(all.Select(s => new { s.Key, Value = Shown(s), s.Origin }));
            }
            else
            {
                foreach (var line in Lines(all))
                {
                    Console.WriteLine(line);
                }
            }
            return Task.FromResult(0);
        });
    }

    internal static IReadOnlyList<string> Lines(IReadOnlyList<SettingValue> settings)
    {
        var wide = settings.Max(s => s.Key.Length);
        return [.. settings.Select(s => $"{s.Key.PadRight(wide)}  {Shown(s)}  ({s.Origin})")];
    }

    private static void AddDoctor(CommandTree commands) =>
        commands.Run(commands.Group("doctor", "Run every check; exit 1 when anything is wrong."), async (services, parse, cancel) =>
        {
            var found = new List<(string Check, string Line)>();
            foreach (var check in services.GetServices<ICheck>())
            {
                await foreach (var line in check.RunAsync(cancel))
                {
                    found.Add((check.Name, line));
                }
            }
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { good = found.Count == 0, found = found.Select(f => new { f.Check, f.Line }) });
            }
            else
            {
                found = [.. found.DistinctBy(f => f.Line)];
                found.ForEach(f => Console.WriteLine(f.Line));
                Console.Error.WriteLine(found.Count == 0 ? $"All {services.GetServices<ICheck>().Count()} checks are good." : $"{found.Count} findings.");
            }
            return found.Count == 0 ? 0 : 1;
        });

    private static string Shown(SettingValue setting) => setting is { IsSecret: true, Text.Length: > 0 } ? "••••" : setting.Text;
}
