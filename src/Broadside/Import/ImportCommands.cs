using System.CommandLine;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Import;

/// <summary><c>import wordpress</c>, <c>import list</c>, <c>import show</c>, <c>import undo</c>.</summary>
internal static class ImportCommands
{
    public static void Add(CommandTree commands)
    {
        var group = commands.Group("import", "Bring articles over from another system.");
        AddWordPress(commands, group);
        AddList(commands, group);
        AddShow(commands, group);
        AddUndo(commands, group);
    }

    private static void AddWordPress(CommandTree commands, Command group)
    {
        var files = new Argument<string[]>("FILE") { Description = "Export files of one site (Tools → Export → All content).", Arity = ArgumentArity.OneOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read everything and report; write nothing." };
        var media = new Option<string?>("--media") { Description = "A copy of the old site's wp-content/uploads." };
        var fetch = new Option<bool>("--fetch") { Description = "Download pictures and files that are missing from the old site." };
        var strip = new Option<bool>("--strip") { Description = "Take the address from links to hosts that look planted; their words stay." };
        var keep = new Option<string[]>("--keep") { Description = "A host whose links and frames are kept; may be given more than once.", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
        var type = new Option<string[]>("--type") { Description = "Bring items of another type over too, as NAME=article or NAME=page.", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
        var command = new Command("wordpress", "Bring over a WordPress export (WXR): articles, pages, drafts, people, topics, comments, old addresses.") { files, dryRun, media, fetch, strip, keep, type };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var given = parse.GetValue(files)!;
            var types = Types(parse.GetValue(type) ?? []);
            if (!types.IsDone)
            {
                return Refuse(given, types.Refusal, parse.GetValue(commands.Json));
            }
            var options = new ImportOptions
            {
                DryRun = parse.GetValue(dryRun),
                Media = parse.GetValue(media),
                Fetch = parse.GetValue(fetch),
                Strip = parse.GetValue(strip),
                Keep = (parse.GetValue(keep) ?? []).Select(h => h.Trim().ToLowerInvariant()).ToHashSet(StringComparer.Ordinal),
                Types = types.Value,
            };
            using var progress = new ProgressLine();
            var outcome = await services.GetRequiredService<ImportWordPress>().RunAsync(given, options, progress.Show, cancel);
            progress.Dispose();
            if (!outcome.IsDone)
            {
                return Refuse(given, outcome.Refusal, parse.GetValue(commands.Json));
            }
            IEnumerable<string> wishes = [.. parse.GetValue(strip) ? (string[])["--strip"] : [], .. (parse.GetValue(keep) ?? []).SelectMany(k => new[] { "--keep", k }), .. (parse.GetValue(type) ?? []).SelectMany(t => new[] { "--type", t })];
            ReportText.Print(outcome.Value, parse.GetValue(commands.Json), AskedImport.Of("wordpress", given, wishes, parse, commands, options.Media is not null));
            return 0;
        });
    }

    private static void AddList(CommandTree commands, Command group)
    {
        var command = new Command("list", "List the imports, newest first.");
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var runs = await services.GetRequiredService<ImportRuns>().ListAsync(cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(runs.Select(r => new { r.Id, r.Platform, r.Source, r.State, r.StartedAt, r.FinishedAt, Counts = ImportRuns.Counts(r) }));
                return 0;
            }
            foreach (var run in runs)
            {
                var counts = ImportRuns.Counts(run);
                Console.WriteLine($"{run.Id}  {run.StartedAt:yyyy-MM-dd HH:mm}  {run.State.ToString().ToLowerInvariant(),-7}  {counts.Articles,7} {(counts.Articles == 1 ? "article " : "articles")}  {counts.Pages,5} {(counts.Pages == 1 ? "page " : "pages")}  {run.Source}");
            }
            Console.WriteLine(runs.Count == 0 ? "Nothing was imported yet: broadside import wordpress FILE" : "\nA run's report: broadside import show RUN. Take one back: broadside import undo RUN");
            return 0;
        });
    }

    private static void AddShow(CommandTree commands, Command group)
    {
        var run = new Argument<string>("RUN") { Description = "The import's id, from `import list`." };
        var command = new Command("show", "Show the report of an import again, every line of it.") { run };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var outcome = await services.GetRequiredService<ImportRuns>().ReportAsync(parse.GetValue(run)!, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            ReportText.Print(outcome.Value, parse.GetValue(commands.Json), asked: null);
            return 0;
        });
    }

    private static void AddUndo(CommandTree commands, Command group)
    {
        var run = new Argument<string>("RUN") { Description = "The import's id, from `import list`." };
        var command = new Command("undo", "Take back what an import made and nobody edited since.") { run };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            using var progress = new ProgressLine();
            var outcome = await services.GetRequiredService<UndoImport>().RunAsync(parse.GetValue(run)!, Actor.Operator, f => progress.Show(f, "Taking back"), cancel);
            progress.Dispose();
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            if (parse.GetValue(commands.Json))
            {
                Output.Json(outcome.Value);
                return 0;
            }
            Console.WriteLine($"{outcome.Value.Removed} articles and pages were taken back.");
            foreach (var title in outcome.Value.Kept)
            {
                Console.WriteLine($"kept, because it was edited here: {title}");
            }
            return 0;
        });
    }

    private static Outcome<IReadOnlyDictionary<string, ArticleKind>> Types(string[] given)
    {
        var types = new Dictionary<string, ArticleKind>(StringComparer.Ordinal);
        foreach (var pair in given)
        {
            var parts = pair.Split('=', 2);
            if (parts.Length != 2 || parts[0].Length == 0 || parts[1] is not ("article" or "page"))
            {
                return new Refusal("type", $"--type wants NAME=article or NAME=page, not “{pair}”.", "type");
            }
            types[parts[0]] = parts[1] == "page" ? ArticleKind.Page : ArticleKind.Article;
        }
        return types;
    }

    private static int Refuse(string[] files, Refusal refusal, bool json)
    {
        var source = string.Join(", ", files.Select(Path.GetFileName));
        if (json)
        {
            Output.Json(new ImportReport { Source = source, Warnings = [new ImportWarning(refusal.Code, source, refusal.Message)] }.ToJson());
        }
        return Output.Refused(refusal);
    }
}
