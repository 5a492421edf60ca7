using System.CommandLine;
using System.Globalization;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Mirror.Editions;

/// <summary><c>mirror export</c>.</summary>
internal static class EditionCommands
{
    public static void Add(CommandTree commands)
    {
        var mirror = commands.Group("mirror", "The whole site as signed files, for any web server, disk or stick.");
        var export = new Command("export", "Write the site into a folder, exactly as it is served, signed. Run it again: only what has changed is written.");
        var folder = new Argument<string>("DIR") { Description = "New, empty, or with an earlier export in it." };
        var disk = new Option<bool>("--disk") { Description = "The flavour that opens from a disk or stick without a web server." };
        export.Arguments.Add(folder);
        export.Options.Add(disk);
        mirror.Subcommands.Add(export);
        commands.Run(export, async (services, parse, cancel) =>
        {
            using var progress = new ProgressLine();
            await services.GetRequiredService<AwaitSettled>().RunAsync(what => progress.Show(0, what), cancel);
            var outcome = await services.GetRequiredService<WriteEdition>().RunAsync(Path.GetFullPath(parse.GetValue(folder)!), parse.GetValue(disk), progress.Show, cancel);
            progress.Dispose();
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            return Print(outcome.Value, parse.GetValue(commands.Json));
        });
    }

    private static int Print(EditionReport report, bool json)
    {
        if (json)
        {
            Output.Json(report);
        }
        else
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Folder}: edition {report.Number}, {report.Files} files, {report.Bytes / 1e6:0.0} MB; {report.Written} written, {report.Removed} removed."));
        }
        foreach (var address in report.Lost)
        {
            Console.Error.WriteLine($"missing: no good copy of {address} is left. Run `broadside doctor`.");
        }
        foreach (var file in report.Missing)
        {
            Console.Error.WriteLine($"missing: the media file {file} is not in the library, or not what was approved.");
        }
        if (report.StandIns > 0)
        {
            Console.Error.WriteLine($"{report.StandIns} sizes of pictures are still to be made, and JPEGs stand in for them. `broadside serve` makes them; the next edition has them.");
        }
        return report.Lost.Count == 0 && report.Missing.Count == 0 ? 0 : 1;
    }
}
