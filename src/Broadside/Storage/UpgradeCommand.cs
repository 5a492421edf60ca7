using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Storage;

internal static class UpgradeCommand
{
    public static void Add(CommandTree commands)
    {
        var upgrade = commands.Group("upgrade", "Bring the database up to date with this program, as every command does, and say what was done.");
        commands.Run(upgrade, (services, parse, _) =>
        {
            var migrator = services.GetRequiredService<Migrator>();
            var done = migrator.Done;
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { step = migrator.Newest, from = done?.From, steps = done?.Steps ?? [], kept = done?.Kept ?? [] });
                return Task.FromResult(0);
            }
            Console.WriteLine(done is null ? $"The database is up to date ({migrator.Newest})."
                : done.From is null ? $"A new newsroom ({migrator.Newest})."
                : $"The database went from {done.From} to {migrator.Newest}, {done.Steps.Count} steps.");
            done?.Kept.ToList().ForEach(copy => Console.WriteLine($"As it was before: {copy}"));
            return Task.FromResult(0);
        });
    }
}
