using System.CommandLine;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Themes;

internal static class ThemeCommands
{
    public static void Add(CommandTree commands)
    {
        var check = new Command("check", "Look through the theme's files: syntax, names, code, hosts, words, weights.");
        commands.Group("theme", "The look of the readers' site: the folder theme/ in the data folder, over the built-in theme.").Subcommands.Add(check);
        commands.Run(check, (services, parse, _) =>
        {
            var theme = services.GetRequiredService<ThemeCheck>();
            var (faults, weight) = (theme.Faults().ToList(), theme.Weight());
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { Faults = faults, Weight = weight, Face = theme.Face()?.Name, FaceWeight = theme.Face()?.Bytes });
            }
            else
            {
                faults.ForEach(Console.WriteLine);
                if (theme.Face() is { } face)
                {
                    Console.WriteLine($"The typeface {face.Name} weighs {face.Bytes} bytes, counted apart.");
                }
                Console.WriteLine(faults.Count == 0 ? $"The theme is good. Stylesheet and script weigh {weight} bytes as sent." : $"{faults.Count} to put right.");
            }
            return Task.FromResult(faults.Count == 0 ? 0 : 1);
        });
    }
}
