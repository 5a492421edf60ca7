using System.CommandLine;
using Broadside.Articles;
using Broadside.Kit;
using Broadside.Record.Suggesting;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Record;

/// <summary><c>record suggest</c>.</summary>
internal static class SuggestCommand
{
    public static void Add(CommandTree commands, Command group)
    {
        var articles = new Argument<string[]>("article") { Description = "Ids of articles; none: all that are published.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("suggest", "Read articles for the record, where they have changed since they were last read.") { articles };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var keep = services.GetRequiredService<KeepSuggestions>();
            var ids = parse.GetValue(articles) is { Length: > 0 } asked ? asked : [.. services.GetRequiredService<Catalogue>().Latest(ListKey.All, int.MaxValue).Select(e => e.Id)];
            var fresh = 0;
            using (var progress = new ProgressLine())
            {
                foreach (var (done, id) in ids.Index())
                {
                    var outcome = await keep.RunAsync(id, cancel);
                    if (!outcome.IsDone)
                    {
                        return Output.Refused(outcome.Refusal);
                    }
                    fresh += outcome.Value;
                    progress.Show((done + 1.0) / ids.Length, $"{done + 1:n0} of {ids.Length:n0} articles, {fresh:n0} suggestions");
                }
            }
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { articles = ids.Length, suggestions = fresh });
            }
            else
            {
                Console.WriteLine($"{ids.Length} articles read, {fresh} new suggestions. Decide on them at the desk, or with: broadside record review ARTICLE");
            }
            return 0;
        });
    }
}
