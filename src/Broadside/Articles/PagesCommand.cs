using System.CommandLine;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Broadside.Articles;

/// <summary><c>broadside pages</c>: the outlet's own pages from a few questions, asked at the terminal where no option answers them.</summary>
internal static class PagesCommand
{
    public static void Add(CommandTree commands)
    {
        var pages = commands.Group("pages", "Make the pages about, masthead, ethics, ownership, privacy and contact from a few questions.");
        var language = Ask(pages, "--language", "Language of the pages: en or es.");
        var owner = Ask(pages, "--owner", "Who publishes, by their legal name.");
        var place = Ask(pages, "--place", "Town and country.");
        var since = Ask(pages, "--since", "Year of the first issue.");
        var editor = Ask(pages, "--editor", "Who answers for what is published.");
        var email = Ask(pages, "--email", "Address for letters and corrections.");
        var funding = Ask(pages, "--funding", "Where the money comes from, in one or two sentences.");
        commands.Run(pages, async (services, parse, cancel) =>
        {
            if (Console.IsInputRedirected && new[] { owner, place, since, editor, email, funding }.FirstOrDefault(o => parse.GetValue(o) is null) is { } missing)
            {
                return Output.Refused(new Refusal("answer_missing", $"{missing.Name} is missing: {missing.Description}", missing.Name));
            }
            string Answer(Option<string?> option) => parse.GetValue(option) ?? AnsiConsole.Ask<string>(option.Description!);
            var answers = new PageAnswers
            {
                Language = parse.GetValue(language) ?? services.GetRequiredService<SiteRecord>().Read<Identity>(Identity.Part).Language,
                Owner = Answer(owner),
                Place = Answer(place),
                Since = Answer(since),
                Editor = Answer(editor),
                Email = Answer(email),
                Funding = Answer(funding),
            };
            var outcome = await services.GetRequiredService<MakeStandardPages>().RunAsync(answers, Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            if (parse.GetValue(commands.Json))
            {
                Output.Json(outcome.Value.Select(p => new { p.Id, p.Address, p.Title }));
            }
            else
            {
                outcome.Value.ToList().ForEach(p => Console.WriteLine($"{p.Address,-16}  {p.Title}"));
            }
            return 0;
        });
    }

    private static Option<string?> Ask(Command command, string name, string description)
    {
        var option = new Option<string?>(name) { Description = description };
        command.Options.Add(option);
        return option;
    }
}
