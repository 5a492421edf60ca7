using System.CommandLine;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Articles.Export;

/// <summary><c>broadside export</c> and <c>broadside article export</c>.</summary>
internal static class ExportCommands
{
    public static void Add(CommandTree commands)
    {
        AddNewsroom(commands);
        AddArticle(commands, commands.Group("article", ""));
    }

    private static void AddNewsroom(CommandTree commands)
    {
        var export = commands.Group("export", "Write the whole newsroom into files that other systems read.");
        var target = new Argument<string>("DIR|FILE") { Description = "A new or empty folder; for WXR and JSON also the name of a file that ends in .xml or .json, with the media beside it.", DefaultValueFactory = _ => "export" };
        var format = Format("json", "json", "wxr", "markdown");
        var noMedia = new Option<bool>("--no-media") { Description = "Leave the media files out." };
        export.Arguments.Add(target);
        export.Options.Add(format);
        export.Options.Add(noMedia);
        commands.Run(export, async (services, parse, cancel) =>
        {
            using var progress = new ProgressLine();
            var outcome = await services.GetRequiredService<ExportNewsroom>().RunAsync(Of(parse.GetValue(format)!), parse.GetValue(target)!, !parse.GetValue(noMedia), progress.Show, cancel);
            progress.Dispose();
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            var report = outcome.Value;
            if (parse.GetValue(commands.Json))
            {
                Output.Json(report);
            }
            else
            {
                Console.WriteLine($"{report.Path}: {report.Articles} articles and {report.Pages} pages ({report.Drafts} drafts, {report.Withdrawn} withdrawn), {report.People} people, {report.Topics} topics, {report.Tags} tags, {report.Series} series, {report.Redirects} redirects, {report.Comments} comments, {report.Media} media files.");
            }
            foreach (var file in report.Missing)
            {
                await Console.Error.WriteLineAsync($"missing: the media file {file} is not in the data folder.");
            }
            foreach (var article in report.Unreadable)
            {
                await Console.Error.WriteLineAsync($"missing: no good copy of “{article}” is left. Run `broadside doctor`.");
            }
            return report.Unreadable.Count == 0 && report.Missing.Count == 0 ? 0 : 1;
        });
    }

    private static void AddArticle(CommandTree commands, Command article)
    {
        var export = new Command("export", "One article as a file that other programs read, printed or written to --to.");
        var which = new Argument<string>("article") { Description = "The article's id, slug or address." };
        var format = Format("markdown", "markdown", "json", "html", "wxr");
        var to = new Option<string?>("--to") { Description = "The file to write; without it the article is printed." };
        export.Arguments.Add(which);
        export.Options.Add(format);
        export.Options.Add(to);
        article.Subcommands.Add(export);
        commands.Run(export, async (services, parse, cancel) =>
        {
            if (await services.GetRequiredService<ArticleQueries>().FindAsync(parse.GetValue(which)!, cancel) is not { } found)
            {
                return Output.Refused(new Refusal("unknown", $"There is no article “{parse.GetValue(which)}”. `broadside article list` shows them all."));
            }
            var wanted = parse.GetValue(commands.Json) ? ExportFormat.Json : Of(parse.GetValue(format)!);
            var outcome = await services.GetRequiredService<ExportArticle>().RunAsync(found.Id, wanted, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            if (parse.GetValue(to) is { } file)
            {
                await File.WriteAllTextAsync(file, outcome.Value, cancel);
            }
            else
            {
                Console.Write(outcome.Value);
            }
            return 0;
        });
    }

    private static Option<string> Format(string usual, params string[] known)
    {
        var format = new Option<string>("--format") { Description = $"{string.Join(", ", known[..^1])} or {known[^1]}.", DefaultValueFactory = _ => usual };
        format.AcceptOnlyFromAmong(known);
        return format;
    }

    private static ExportFormat Of(string format) => Enum.Parse<ExportFormat>(format, ignoreCase: true);
}
