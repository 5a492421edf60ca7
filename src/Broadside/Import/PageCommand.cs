using System.CommandLine;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Import;

/// <summary><c>import page FILE|URL…</c></summary>
internal static class PageCommand
{
    public static void Add(CommandTree commands)
    {
        var sources = new Argument<string[]>("FILE|URL") { Description = "Saved web pages, plain-text captures, or addresses to fetch.", Arity = ArgumentArity.OneOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read everything and report; write nothing." };
        var media = new Option<string?>("--media") { Description = "The folder that the pages' pictures were saved in." };
        var fetch = new Option<bool>("--fetch") { Description = "Download the pages' pictures from where they stand." };
        var strip = new Option<bool>("--strip") { Description = "Take the address from links to hosts that look planted; their words stay." };
        var keep = new Option<string[]>("--keep") { Description = "A host whose links and frames are kept; may be given more than once.", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
        var command = new Command("page", "Make a draft article of each saved web page, without what stands around its text.") { sources, dryRun, media, fetch, strip, keep };
        commands.Group("import", "Bring articles over from another system.").Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var given = parse.GetValue(sources)!;
            var options = new ImportOptions
            {
                DryRun = parse.GetValue(dryRun),
                Media = parse.GetValue(media),
                Fetch = parse.GetValue(fetch),
                Strip = parse.GetValue(strip),
                Keep = (parse.GetValue(keep) ?? []).Select(h => h.Trim().ToLowerInvariant()).ToHashSet(StringComparer.Ordinal),
            };
            using var progress = new ProgressLine();
            var outcome = await services.GetRequiredService<ImportPages>().RunAsync(given, options, progress.Show, cancel);
            progress.Dispose();
            if (outcome.IsDone)
            {
                ReportText.Print(outcome.Value, parse.GetValue(commands.Json), AskedImport.Of("page", given, parse.GetValue(strip) ? ["--strip"] : [], parse, commands, options.Media is not null));
                return 0;
            }
            if (parse.GetValue(commands.Json))
            {
                var source = string.Join(", ", given.Select(Path.GetFileName));
                Output.Json(new ImportReport { Source = source, Warnings = [new ImportWarning(outcome.Refusal.Code, source, outcome.Refusal.Message)] }.ToJson());
            }
            return Output.Refused(outcome.Refusal);
        });
    }
}
