using System.CommandLine;
using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Subscribers.Lists;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Subscribers;

/// <summary><c>subscriber add</c>, <c>import</c>, <c>export</c>, <c>forget</c>, <c>list</c>, <c>ask</c>.</summary>
internal static class SubscriberCommands
{
    public static void Add(CommandTree commands)
    {
        var group = commands.Group("subscriber", "Who gets the outlet's mail: add, import, export, forget, list, ask.");
        AddAdd(commands, group);
        AddImport(commands, group);
        AddExport(commands, group);
        AddForget(commands, group);
        AddList(commands, group);
        AddAsk(commands, group);
    }

    private static void AddAdd(CommandTree commands, Command group)
    {
        var address = new Argument<string>("ADDRESS") { Description = "Their mail address." };
        var consent = new Option<string?>("--consent") { Description = "Where they agreed, as \"paper form, market day\": they are on the list at once. Without it they are asked by mail." };
        var language = new Option<string?>("--language") { Description = "As es; default the outlet's." };
        var zone = new Option<string?>("--time-zone") { Description = "As Europe/Madrid; default the outlet's." };
        var cadence = new Option<Cadence>("--cadence") { Description = "daily, weekly or every." };
        var topics = new Option<string[]>("--topic") { Description = "Slug of a topic; may be given more than once. Default everything.", AllowMultipleArgumentsPerToken = false };
        var command = new Command("add", "Add one person: on the list where you say where they agreed, asked by mail otherwise.") { address, consent, language, zone, cadence, topics };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var wish = new SignUp { Address = parse.GetValue(address)!, Cadence = parse.GetValue(cadence), Topics = parse.GetValue(topics) ?? [], Language = parse.GetValue(language), Zone = parse.GetValue(zone), Source = "command" };
            var outcome = await services.GetRequiredService<AddSubscriber>().RunAsync(wish, parse.GetValue(consent), Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new ListedSubscriber(outcome.Value));
            }
            else
            {
                Console.WriteLine(outcome.Value.State == SubscriberState.Asked ? $"{outcome.Value.Address} is asked by mail." : $"{outcome.Value.Address} is on the list.");
            }
            return 0;
        });
    }

    private static void AddImport(CommandTree commands, Command group)
    {
        var file = new Argument<string>("FILE.csv") { Description = "A list from Mailchimp, Substack, Ghost, Buttondown or anywhere: a table of text whose first line names the columns." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read everything and report; write nothing, mail nobody." };
        var consent = new Option<string?>("--consent-source") { Description = "Where all of them agreed, for rows that do not say it. A row needs a date too." };
        var ask = new Option<bool>("--ask") { Description = "Ask everybody by mail, whatever the file says of consent." };
        var command = new Command("import", "Bring a list of addresses over. Only who is known to have agreed is on it; the others are asked once by mail.") { file, dryRun, consent, ask };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var path = parse.GetValue(file)!;
            if (!File.Exists(path))
            {
                return Refuse(commands, parse, new Refusal("no_file", $"There is no file {path}."));
            }
            var wishes = new ListWishes { Name = Path.GetFileName(path), DryRun = parse.GetValue(dryRun), ConsentSource = parse.GetValue(consent), AskAll = parse.GetValue(ask) };
            await using var content = File.OpenRead(path);
            using var progress = new ProgressLine();
            var outcome = await services.GetRequiredService<ImportSubscribers>().RunAsync(content, wishes, Actor.Operator, progress.Show, cancel);
            progress.Dispose();
            return outcome.IsDone ? Print(commands, parse, outcome.Value, wishes) : Refuse(commands, parse, outcome.Refusal);
        });
    }

    private static int Print(CommandTree commands, ParseResult parse, ImportedList list, ListWishes wishes)
    {
        if (parse.GetValue(commands.Json))
        {
            Output.Json(new { list.Created, list.Unchanged, list.Asked, list.Suppressed, list.Bad });
            return 0;
        }
        foreach (var row in list.Bad)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line {row.Line}: {row.Message}"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{list.Created} on the list, {list.Unchanged} unchanged, {list.Asked} asked by mail, {list.Suppressed} kept away, {list.Bad.Count} that cannot be read"));
        if (list.AskedForSource > 0)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"With a date of consent, but no place: {list.AskedForSource} of those asked. If you know where all of them agreed, say it by --consent-source TEXT, and they are on the list at once."));
        }
        Console.Error.WriteLine(wishes.DryRun ? "Nothing was written: this was a dry run." : list.Asked > 0 ? "The mails go out while the newsroom is served." : "");
        return 0;
    }

    private static int Refuse(CommandTree commands, ParseResult parse, Refusal refusal)
    {
        if (parse.GetValue(commands.Json))
        {
            Output.Json(new { Created = 0, Unchanged = 0, Asked = 0, Suppressed = 0, Bad = new[] { new BadRow(1, refusal.Message) } });
        }
        return Output.Refused(refusal);
    }

    private static void AddExport(CommandTree commands, Command group)
    {
        var file = new Argument<string?>("FILE.csv") { Description = "Where to; default standard output.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("export", "Write everybody, with what is known of them, as a table of text that import reads again.") { file };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var path = parse.GetValue(file);
            await using var to = path is null ? new StreamWriter(Console.OpenStandardOutput()) : new StreamWriter(path);
            var written = await services.GetRequiredService<ExportSubscribers>().RunAsync(to, Actor.Operator, cancel);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{written} subscribers{(path is null ? "" : " in " + path)}. The file holds addresses: keep it as you keep keys."));
            return 0;
        });
    }

    private static void AddForget(CommandTree commands, Command group)
    {
        var address = new Argument<string>("ADDRESS") { Description = "Their mail address." };
        var command = new Command("forget", "Erase one person. A coded mark stays, so that no import brings them back.") { address };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var given = parse.GetValue(address)!;
            var found = await services.GetRequiredService<SubscriberQueries>().FindAsync(given, cancel);
            Outcome<long> outcome = new Refusal("unknown", $"No subscriber has the address {given}.");
            if (found is not null)
            {
                outcome = await services.GetRequiredService<ForgetSubscriber>().RunAsync(found.Number, Actor.Operator, cancel);
            }
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { forgotten = outcome.Value });
            }
            else
            {
                Console.WriteLine("Forgotten. Signing up again is up to them.");
            }
            return 0;
        });
    }

    private static void AddList(CommandTree commands, Command group)
    {
        var state = new Option<SubscriberState?>("--state") { Description = "Only those: asked, confirmed, paused, left, bounced or complained." };
        var find = new Option<string?>("--find") { Description = "Only addresses that begin so." };
        var command = new Command("list", "Everybody, newest first, or those of one state or beginning.") { state, find };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var queries = services.GetRequiredService<SubscriberQueries>();
            var all = queries.AllAsync(parse.GetValue(state), parse.GetValue(find), cancel);
            if (parse.GetValue(commands.Json))
            {
                await Output.JsonAsync(all.Select(s => new ListedSubscriber(s)), cancel);
                return 0;
            }
            var number = 0L;
            await foreach (var subscriber in all)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{subscriber.Number,8}  {subscriber.State.ToString().ToLowerInvariant(),-10}  {subscriber.Cadence.ToString().ToLowerInvariant(),-6}  {subscriber.Language,-3}  {subscriber.CreatedAt:yyyy-MM-dd}  {subscriber.Address}"));
                number++;
            }
            await Console.Error.WriteLineAsync(number == 0 ? "Nobody." : string.Create(CultureInfo.InvariantCulture, $"{number} in all."));
            return 0;
        });
    }

    private static void AddAsk(CommandTree commands, Command group)
    {
        var command = new Command("ask", "Ask everybody by mail who came by an import and never confirmed here; until they do, no more mail goes to them.");
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var outcome = await services.GetRequiredService<AskSilent>().RunAsync(Actor.Operator, cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { asked = outcome.Value });
            }
            else
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome.Value} are asked. The mails go out while the newsroom is served."));
            }
            return 0;
        });
    }
}
