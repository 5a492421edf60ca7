using System.CommandLine;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Articles;

/// <summary><c>broadside article …</c>: the operator's hands on articles, without the desk.</summary>
internal static class ArticleCommands
{
    private const string Which = "The article's id, slug or address.";

    public static void Add(CommandTree commands)
    {
        var article = commands.Group("article", "List, show, publish, correct, withdraw and export articles.");
        AddList(commands, article);
        AddShow(commands, article);
        AddPublish(commands, article);
        AddTakedown(commands, article);
        AddCorrect(commands, article);
        AddHistory(commands, article);
    }

    private static void AddList(CommandTree commands, Command article)
    {
        var list = new Command("list", "All articles and pages, newest first, drafts included.");
        article.Subcommands.Add(list);
        commands.Run(list, async (services, parse, cancel) =>
        {
            var all = await services.GetRequiredService<ArticleQueries>().AllAsync(cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(all.Select(a => new { a.Id, a.Slug, a.Address, a.Title, a.State, a.PublishedAt }));
                return 0;
            }
            foreach (var a in all)
            {
                Console.WriteLine($"{a.Id}  {a.PublishedAt?.ToString("yyyy-MM-dd") ?? "          "}  {CanonicalWord(a.State),-10}  {a.Title}");
            }
            Console.Error.WriteLine($"{all.Count} in all. `broadside article show ID` shows one.");
            return 0;
        });
    }

    private static void AddShow(CommandTree commands, Command article)
    {
        var show = new Command("show", "One article whole: what readers get, or the draft.");
        var which = With(show);
        article.Subcommands.Add(show);
        commands.Run(show, async (services, parse, cancel) =>
        {
            var queries = services.GetRequiredService<ArticleQueries>();
            if (await queries.FindAsync(parse.GetValue(which)!, cancel) is not { } found)
            {
                return Unknown(parse.GetValue(which)!);
            }
            var tombstone = await queries.TombstoneAsync(found.Id, cancel);
            if ((tombstone is null ? await queries.ContentAsync(found.Id, cancel) : ShownArticle.Left(found, tombstone)) is not { } content)
            {
                return Output.Refused(new Refusal("unreadable", $"No good copy of “{found.Title}” is left. Run `broadside doctor`."));
            }
            var live = services.GetRequiredService<VersionStore>().Live(Article.Subject(found.Id));
            var versions = await queries.VersionsAsync(found.Id, cancel);
            var shown = ShownArticle.Of(found, content, tombstone, live, versions, services.GetRequiredService<VersionStore>());
            if (parse.GetValue(commands.Json))
            {
                Output.Json(shown);
            }
            else
            {
                Console.WriteLine(ShownArticle.Text(found, content, tombstone, live));
            }
            return 0;
        });
    }

    private static void AddPublish(CommandTree commands, Command article)
    {
        var publish = new Command("publish", "Make a draft live. Prints the checklist as warnings, and publishes.");
        var which = With(publish);
        article.Subcommands.Add(publish);
        commands.Run(publish, async (services, parse, cancel) =>
        {
            if (await services.GetRequiredService<ArticleQueries>().FindAsync(parse.GetValue(which)!, cancel) is not { } found)
            {
                return Unknown(parse.GetValue(which)!);
            }
            var outcome = await services.GetRequiredService<PublishArticle>().RunAsync(found.Id, Actor.Operator, "published at the command line", cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            foreach (var warning in outcome.Value.Warnings)
            {
                await Console.Error.WriteLineAsync($"warning: {warning.Message}");
            }
            var address = services.GetRequiredService<BaseAddress>().Absolute(outcome.Value.Content.Address);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { found.Id, outcome.Value.Content.Address, url = address, warnings = outcome.Value.Warnings.Select(w => new { w.Code, w.Message, field = w.Place }) });
            }
            else
            {
                Console.WriteLine(address);
            }
            return 0;
        });
    }

    private static void AddTakedown(CommandTree commands, Command article)
    {
        var takedown = new Command("takedown", "Withdraw a published article: its address answers 410 with the reason.");
        var which = With(takedown);
        var reason = new Option<string>("--reason") { Description = "What readers are told.", Required = true };
        takedown.Options.Add(reason);
        article.Subcommands.Add(takedown);
        commands.Run(takedown, async (services, parse, cancel) =>
        {
            if (await services.GetRequiredService<ArticleQueries>().FindAsync(parse.GetValue(which)!, cancel) is not { } found)
            {
                return Unknown(parse.GetValue(which)!);
            }
            var outcome = await services.GetRequiredService<TakeDownArticle>().RunAsync(found.Id, parse.GetValue(reason)!, Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            Print(commands, parse, new { found.Id, outcome.Value.Address, outcome.Value.Reason, outcome.Value.At }, $"{outcome.Value.Address} answers 410 from now on.");
            return 0;
        });
    }

    private static void AddCorrect(CommandTree commands, Command article)
    {
        var correct = new Command("correct", "Add a public correction to a published article.");
        var which = With(correct);
        var text = new Option<string>("--text") { Description = "What was wrong and what is right.", Required = true };
        var kind = new Option<CorrectionKind>("--kind") { Description = "correction, clarification, update or retraction.", DefaultValueFactory = _ => CorrectionKind.Correction };
        correct.Options.Add(text);
        correct.Options.Add(kind);
        article.Subcommands.Add(correct);
        commands.Run(correct, async (services, parse, cancel) =>
        {
            if (await services.GetRequiredService<ArticleQueries>().FindAsync(parse.GetValue(which)!, cancel) is not { } found)
            {
                return Unknown(parse.GetValue(which)!);
            }
            var outcome = await services.GetRequiredService<CorrectArticle>().RunAsync(found.Id, parse.GetValue(kind), parse.GetValue(text)!, Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            Print(commands, parse, new { found.Id, outcome.Value.Address, corrections = outcome.Value.Corrections }, $"{outcome.Value.Address} carries {outcome.Value.Corrections.Count} public corrections.");
            return 0;
        });
    }

    private static void AddHistory(CommandTree commands, Command article)
    {
        var history = new Command("history", "Every version of an article; with --diff what changed between two.");
        var which = With(history);
        var diff = new Option<int[]>("--diff") { Description = "Two version numbers.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        history.Options.Add(diff);
        article.Subcommands.Add(history);
        commands.Run(history, async (services, parse, cancel) =>
        {
            var queries = services.GetRequiredService<ArticleQueries>();
            if (await queries.FindAsync(parse.GetValue(which)!, cancel) is not { } found)
            {
                return Unknown(parse.GetValue(which)!);
            }
            var store = services.GetRequiredService<VersionStore>();
            var versions = await queries.VersionsAsync(found.Id, cancel);
            if (parse.GetValue(diff) is [var from, var to])
            {
                return ArticleDiff.Print(versions, from, to);
            }
            var lines = versions.Select(v => new { v.Number, v.Kind, v.At, store.Verifies(v)?.Who, store.Verifies(v)?.Why, v.Sha256, v.Previous, signed = store.Verifies(v) is not null }).ToList();
            if (parse.GetValue(commands.Json))
            {
                Output.Json(lines);
            }
            else
            {
                lines.ForEach(v => Console.WriteLine($"{v.Number,3}  {v.At:yyyy-MM-dd HH:mm:ss}  {CanonicalWord(v.Kind),-8}  {(v.signed ? "signed" : "ALTERED"),-7}  {v.Sha256[..16]}  {v.Who}: {v.Why}"));
            }
            return lines.All(v => v.signed) ? 0 : 1;
        });
    }

    private static Argument<string> With(Command command)
    {
        var which = new Argument<string>("article") { Description = Which };
        command.Arguments.Add(which);
        return which;
    }

    private static int Unknown(string which) =>
        Output.Refused(new Refusal("unknown", $"There is no article “{which}”. `broadside article list` shows them all."));

    private static void Print<T>(CommandTree commands, ParseResult parse, T json, string text)
    {
        if (parse.GetValue(commands.Json))
        {
            Output.Json(json);
        }
        else
        {
            Console.WriteLine(text);
        }
    }

    private static string CanonicalWord<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
