using Broadside.Guard;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Import.Sample;

internal static class SampleCommands
{
    public static void Add(CommandTree commands)
    {
        var sample = commands.Group("sample", "Make a sample outlet to look at: articles in English and Spanish, with photos. Harmless twice.");
        var remove = new System.CommandLine.Option<bool>("--remove") { Description = "Take the sample away again. What somebody edited stays." };
        sample.Options.Add(remove);
        commands.Run(sample, async (services, parse, cancel) =>
        {
            if (parse.GetValue(remove))
            {
                return await RemoveAsync(commands, services, parse, cancel);
            }
            var made = await services.GetRequiredService<MakeSample>().RunAsync(Actor.Operator, cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { made.Outlet, made.Articles, made.Pages, made.Files, made.Languages });
                return 0;
            }
            var data = parse.GetValue(commands.Data);
            Console.WriteLine(made.Nothing
                ? $"The sample is already here; “{made.Outlet}” was left as it is."
                : $"Made “{made.Outlet}”: {made.Articles} articles in {made.Languages.Count} languages, {made.Pages} pages, {made.Files} photos and files.");
            Console.WriteLine($"Next: broadside serve{(data == "./data" ? "" : $" --data {data}")}");
            return 0;
        });
    }

    private static async Task<int> RemoveAsync(CommandTree commands, IServiceProvider services, System.CommandLine.ParseResult parse, CancellationToken cancel)
    {
        var outcome = await services.GetRequiredService<RemoveSample>().RunAsync(Actor.Operator, cancel);
        if (!outcome.IsDone)
        {
            return Output.Refused(outcome.Refusal);
        }
        if (parse.GetValue(commands.Json))
        {
            Output.Json(outcome.Value);
            return 0;
        }
        Console.WriteLine($"Removed {outcome.Value.Removed} articles and pages of the sample.");
        foreach (var title in outcome.Value.Kept)
        {
            Console.WriteLine($"Stays, because somebody edited it: {title}");
        }
        return 0;
    }
}
