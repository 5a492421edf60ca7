using System.CommandLine;
using Broadside.Articles.Calendar;
using Broadside.Articles.Review;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Articles;

/// <summary>An article's way to the readers at the command line: submit, approve, return, schedule, unschedule, embargo.</summary>
internal static class WayCommands
{
    public static void Add(CommandTree commands)
    {
        var article = commands.Group("article", "");
        AddSchedule(commands, article);
        AddUnschedule(commands, article);
        AddEmbargo(commands, article);
        AddReview(commands, article, "submit", "Hand a draft to the editors.", false, (s, id, note, cancel) => s.GetRequiredService<SubmitArticle>().RunAsync(id, note, Actor.Operator, cancel));
        AddReview(commands, article, "approve", "Find a draft in review fit to be published.", false, (s, id, note, cancel) => s.GetRequiredService<ApproveArticle>().RunAsync(id, note, Actor.Operator, cancel));
        AddReview(commands, article, "return", "Give a draft back to its writer.", true, (s, id, note, cancel) => s.GetRequiredService<ReturnArticle>().RunAsync(id, note ?? "", Actor.Operator, cancel));
    }

    private static void AddSchedule(CommandTree commands, Command article)
    {
        var at = new Option<string>("--at") { Description = "When, as \"2026-11-30 08:00\" on the clocks of --zone, or with an offset.", Required = true };
        var zone = Zone();
        var schedule = new Command("schedule", "Approve a draft as it stands, to be published at an hour while the newsroom is served.") { at, zone };
        Run(commands, article, schedule, async (services, parse, found, cancel) =>
        {
            var named = ZoneOf(services, parse.GetValue(zone));
            var hour = WallClock.Read(parse.GetValue(at)!, named);
            return hour.IsDone ? await services.GetRequiredService<ScheduleArticle>().RunAsync(found.Id, hour.Value, named, Actor.Operator, cancel) : hour.Refusal;
        });
    }

    private static void AddUnschedule(CommandTree commands, Command article)
    {
        var unschedule = new Command("unschedule", "Take an article off the schedule.");
        Run(commands, article, unschedule, (services, _, found, cancel) => services.GetRequiredService<UnscheduleArticle>().RunAsync(found.Id, "at the command line", Actor.Operator, cancel));
    }

    private static void AddEmbargo(CommandTree commands, Command article)
    {
        var until = new Option<string?>("--until") { Description = "The hour before which it may not leave the newsroom, as \"2026-11-30 08:00\" on the clocks of --zone." };
        var lift = new Option<bool>("--lift") { Description = "End the embargo." };
        var zone = Zone();
        var embargo = new Command("embargo", "Forbid an article to be published before an hour, whoever asks.") { until, lift, zone };
        Run(commands, article, embargo, async (services, parse, found, cancel) =>
        {
            if (parse.GetValue(lift) == (parse.GetValue(until) is not null))
            {
                return new Refusal("until", "Say either --until and an hour, or --lift.", "until");
            }
            if (parse.GetValue(lift))
            {
                return await services.GetRequiredService<EmbargoArticle>().RunAsync(found.Id, null, Actor.Operator, cancel);
            }
            var hour = WallClock.Read(parse.GetValue(until)!, ZoneOf(services, parse.GetValue(zone)));
            return hour.IsDone ? await services.GetRequiredService<EmbargoArticle>().RunAsync(found.Id, hour.Value, Actor.Operator, cancel) : hour.Refusal;
        });
    }

    private static void AddReview(CommandTree commands, Command article, string name, string description, bool isNoteWanted, Func<IServiceProvider, string, string?, CancellationToken, Task<Outcome<ReviewStep>>> step)
    {
        var note = new Option<string?>("--note") { Description = "What is to be said about it; kept.", Required = isNoteWanted };
        var command = new Command(name, description) { note };
        Run(commands, article, command, async (services, parse, found, cancel) =>
        {
            var taken = await step(services, found.Id, parse.GetValue(note), cancel);
            return taken.IsDone ? await services.GetRequiredService<ArticleQueries>().FindAsync(found.Id, cancel) is { } now ? now : found : taken.Refusal;
        });
    }

    private static void Run(CommandTree commands, Command article, Command command, Func<IServiceProvider, ParseResult, Article, CancellationToken, Task<Outcome<Article>>> act)
    {
        var which = new Argument<string>("article") { Description = "The article's id, slug or address." };
        command.Arguments.Add(which);
        article.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            if (await services.GetRequiredService<ArticleQueries>().FindAsync(parse.GetValue(which)!, cancel) is not { } found)
            {
                return Output.Refused(new Refusal("unknown", $"There is no article “{parse.GetValue(which)}”. `broadside article list` shows them all."));
            }
            var outcome = await act(services, parse, found, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            var (now, zone) = (outcome.Value, outcome.Value.ScheduleZone);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { now.Id, now.State, now.ScheduledAt, now.ScheduleZone, now.EmbargoedUntil });
            }
            else
            {
                var scheduled = now.ScheduledAt is { } at && zone is not null ? $", to be published {TimeZoneInfo.ConvertTimeBySystemTimeZoneId(at, zone):yyyy-MM-dd HH:mm} ({zone})" : "";
                var embargo = now.EmbargoedUntil is { } until ? $", embargoed until {until:yyyy-MM-dd HH:mm} UTC" : "";
                Console.WriteLine($"{now.Title}: {System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(now.State.ToString()).Replace('_', ' ')}{scheduled}{embargo}.");
            }
            return 0;
        });
    }

    private static Option<string?> Zone() => new("--zone") { Description = "IANA name of the time zone; the outlet's own unless said otherwise." };

    private static string ZoneOf(IServiceProvider services, string? given) => given ?? services.GetRequiredService<SiteRecord>().Read<Identity>(Identity.Part).TimeZone;
}
