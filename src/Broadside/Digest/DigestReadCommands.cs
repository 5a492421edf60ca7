using System.CommandLine;
using System.Globalization;
using Broadside.Digest.Body;
using Broadside.Digest.Composing;
using Broadside.Digest.Ledger;
using Broadside.Digest.Reports;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Themes;

namespace Broadside.Digest;

/// <summary><c>digest preview|report</c>.</summary>
internal static class DigestReadCommands
{
    private const int MostDoubts = 100;

    public static void Add(CommandTree commands)
    {
        var group = commands.Group("digest", "");
        AddPreview(commands, group);
        AddReport(commands, group);
    }

    private static void AddPreview(CommandTree commands, Command group)
    {
        var text = new Option<bool>("--text") { Description = "As plain text (the default)." };
        var html = new Option<bool>("--html") { Description = "As HTML." };
        var weekly = new Option<bool>("--weekly") { Description = "The weekly digest instead of the daily one." };
        var language = new Option<string?>("--language") { Description = "In this language of the outlet, as es." };
        var command = new Command("preview", "Print the next digest as readers would get it now.") { text, html, weekly, language };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            if (parse.GetValue(text) && parse.GetValue(html))
            {
                return Output.Refused(new Refusal("preview", "Say which: --text or --html."));
            }
            var outlook = await services.GetRequiredService<LookAhead>().RunAsync(parse.GetValue(weekly) ? DigestKind.Weekly : DigestKind.Daily, cancel);
            var gathered = outlook.Gathered;
            var wanted = parse.GetValue(language);
            if (wanted is not null && !gathered.Languages.Contains(wanted, StringComparer.OrdinalIgnoreCase))
            {
                return Output.Refused(new Refusal("preview_language", $"Nothing in the next digest is in “{wanted}”. There is: {(gathered.IsEmpty ? "nothing yet" : string.Join(", ", gathered.Languages))}."));
            }
            var compose = services.GetRequiredService<ComposeDigest>();
            var spoken = wanted ?? gathered.LanguageFor(services.GetRequiredService<IOutlet>().Language, gathered.Languages is [var first, ..] ? first : "");
            if (compose.View(outlook.Digest, gathered, spoken, "", QuotedPrintable.Hole.ToString()) is not { } view)
            {
                return Output.Refused(new Refusal("digest_empty", "Nothing was published since the last digest, so there is nothing to send."));
            }
            var made = parse.GetValue(html) ? compose.Html(view) : $"{view.Subject}\n\n{compose.Text(view)}";
            Console.Write(made.Replace(QuotedPrintable.Hole.ToString(), new string('0', MailToken.Length), StringComparison.Ordinal));
            return 0;
        });
    }

    private static void AddReport(CommandTree commands, Command group)
    {
        var digest = new Argument<long>("DIGEST") { Description = "The digest's number, from `digest freeze`." };
        var command = new Command("report", "What became of a digest: by state, route, domain and hour, and who is in doubt.") { digest };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            if (await services.GetRequiredService<DigestQueries>().FindAsync(parse.GetValue(digest), cancel) is not { } row)
            {
                return Output.Refused(new Refusal("digest", $"There is no digest {parse.GetValue(digest)}."));
            }
            var figures = await services.GetRequiredService<CountDeliveries>().CountAsync(row.Number, cancel);
            var doubts = await services.GetRequiredService<DeliveryQueries>().DoubtsAsync(row.Number, MostDoubts, cancel);
            var returns = (await services.GetRequiredService<ReturnQueries>().CountAsync(row.Number, cancel)).ToDictionary(r => r.Kind, r => r.Count);
            var unsubscribed = await services.GetRequiredService<ReturnQueries>().LeaversAsync(row.Number, cancel);
            var (bounced, complained) = (returns.GetValueOrDefault("hard") + returns.GetValueOrDefault("soft") + returns.GetValueOrDefault("policy"), returns.GetValueOrDefault("complaint"));
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { Digest = row.Number.ToString(CultureInfo.InvariantCulture), row.Kind, row.Day, row.State, row.Frozen, Accepted = figures.Of("accepted"), Deferred = figures.Of("deferred"), Bounced = bounced, Complained = complained, Unsubscribed = unsubscribed, figures.States, Returns = returns, figures.Routes, figures.Domains, figures.OtherDomains, figures.Hours, Doubts = doubts.Select(d => new { d.Subscriber, d.Address, d.Route, d.Reply }) });
                return 0;
            }
            Console.WriteLine($"Digest {row.Number} ({row.Kind.ToString().ToLowerInvariant()}, {row.Day}) is {row.State.ToString().ToLowerInvariant()}: {row.Frozen} recipients");
            foreach (var state in Enum.GetValues<DeliveryState>().Select(LedgerSql.Word))
            {
                Console.WriteLine($"  {state.Replace('_', ' '),-10} {figures.Of(state),9}");
            }
            Console.WriteLine($"Of these came back {bounced}, complained {complained}, left the list {unsubscribed}");
            Lines("By route", figures.Routes);
            Lines("By domain", figures.Domains);
            foreach (var doubt in doubts)
            {
                Console.WriteLine($"In doubt: {doubt.Subscriber} {doubt.Address} by {doubt.Route}");
            }
            Console.WriteLine(doubts.Count > 0 ? $"Say what became of them: broadside digest settle {row.Number} --delivered|--resend" : $"What servers said stands at the desk: /desk/digests/{row.Number}/answers");
            return 0;
        });
    }

    private static void Lines(string title, IReadOnlyList<FigureLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }
        Console.WriteLine($"{title,-36} {"all",9} {"accepted",9} {"deferred",9} {"failed",9}");
        foreach (var line in lines)
        {
            Console.WriteLine($"  {line.Name,-34} {line.All,9} {line.Accepted,9} {line.Deferred,9} {line.Failed,9}");
        }
    }
}
