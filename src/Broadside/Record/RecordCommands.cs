using System.CommandLine;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Claims;
using Broadside.Record.Export;
using Broadside.Record.Suggesting;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Record;

/// <summary><c>record suggest|review|export|measure</c>.</summary>
internal static class RecordCommands
{
    public static void Add(CommandTree commands)
    {
        var group = commands.Group("record", "Read articles for the record, decide on suggestions, write dossiers out, and measure the reading.");
        AddExport(commands, group);
        SuggestCommand.Add(commands, group);
        AddReview(commands, group);
        MeasureCommand.Add(commands, group);
    }

    private static void AddExport(CommandTree commands, Command group)
    {
        var slug = new Argument<string>("slug") { Description = "The dossier: the last part of its address." };
        var format = new Option<string>("--format") { Description = $"One of {string.Join(", ", ExportDossier.Formats)}.", Required = true };
        var command = new Command("export", "Write a published dossier to standard output, for calendars, timelines, tables and machines.") { slug, format };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var outcome = await services.GetRequiredService<ExportDossier>().RunAsync(parse.GetValue(slug)!, parse.GetValue(format)!, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(outcome.Value, cancel);
            return 0;
        });
    }

    private static void AddReview(CommandTree commands, Command group)
    {
        var article = new Argument<string>("article") { Description = "Id of the article." };
        var accept = new Option<string[]>("--accept") { Description = "Take this suggestion into the record.", DefaultValueFactory = _ => [] };
        var reject = new Option<string[]>("--reject") { Description = "Refuse this suggestion for good.", DefaultValueFactory = _ => [] };
        var command = new Command("review", "List what reading an article suggests, and decide on it.") { article, accept, reject };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var id = parse.GetValue(article)!;
            var decide = services.GetRequiredService<DecideSuggestion>();
            foreach (var one in parse.GetValue(accept)!)
            {
                if ((await decide.AcceptAsync(one, null, null, Actor.Operator, cancel)).Refusal is { } refusal)
                {
                    return Output.Refused(refusal);
                }
            }
            foreach (var one in parse.GetValue(reject)!)
            {
                if ((await decide.RejectAsync(one, null, Actor.Operator, cancel)).Refusal is { } refusal)
                {
                    return Output.Refused(refusal);
                }
            }
            if ((await services.GetRequiredService<KeepSuggestions>().RunAsync(id, cancel)).Refusal is { } why)
            {
                return Output.Refused(why);
            }
            Show(await OpenAsync(services, id, cancel), parse.GetValue(commands.Json));
            return 0;
        });
    }

    private static async Task<IReadOnlyList<SuggestionRow>> OpenAsync(IServiceProvider services, string article, CancellationToken cancel)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<NewsroomDb>>().CreateDbContextAsync(cancel);
        var content = await services.GetRequiredService<ArticleTexts>().NewestAsync(db, article, cancel);
        return await services.GetRequiredService<SuggestionQueries>().OpenAsync(article, content is null ? [] : [.. Articles.ContentWalk.Blocks(content).Select(b => b.Id)], cancel);
    }

    private static void Show(IReadOnlyList<SuggestionRow> open, bool isJson)
    {
        if (isJson)
        {
            Output.Json(open.Select(s => new { s.Id, s.Kind, s.Block, start = s.StartAt, end = s.EndAt, s.Exact, s.Payload, s.Rules, s.Why, s.Confidence }));
            return;
        }
        foreach (var one in open)
        {
            Console.WriteLine($"{one.Id}  {one.Kind.ToString().ToLowerInvariant(),-6}  {one.Confidence,3}%  {one.Exact}");
            Console.WriteLine($"    {one.Why} ({one.Rules})");
        }
        Console.WriteLine(open.Count == 0 ? "Nothing waits for a decision." : $"{open.Count} suggestions wait. Accept one: broadside record review ARTICLE --accept ID");
    }
}
