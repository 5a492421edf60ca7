using System.CommandLine;
using Broadside.Kit;
using Broadside.Mirror.Verifying;

namespace Broadside.Mirror.Following;

/// <summary>What a volunteer runs, who has no newsroom.</summary>
internal static class FollowingCommands
{
    public static void Add(CommandTree commands)
    {
        var mirror = commands.Group("mirror", "The whole site as signed files, for any web server, disk or stick.");
        AddPull(commands, mirror);
        AddServe(mirror);
    }

    private static void AddPull(CommandTree commands, Command mirror)
    {
        var pull = new Command("pull", "Fetch a site's newest edition into a folder, checked before it replaces what is there.");
        var address = new Argument<string>("address") { Description = "The site, or another mirror of it." };
        var folder = new Argument<string>("folder") { Description = "Where it is to lie; beside it FOLDER.broadside keeps the key and old editions." };
        var key = new Option<string?>("--key") { Description = "The outlet's key: the line RW…, or a file that holds it. Without it, the key of the first time counts." };
        var keep = new Option<int>("--keep") { Description = "How many old editions stay.", DefaultValueFactory = _ => 5 };
        var proxy = new Option<string?>("--proxy") { Description = "Ask through this proxy, as socks5://127.0.0.1:9050." };
        pull.Arguments.Add(address);
        pull.Arguments.Add(folder);
        pull.Options.Add(key);
        pull.Options.Add(keep);
        pull.Options.Add(proxy);
        mirror.Subcommands.Add(pull);
        CommandTree.RunAlone(pull, async (parse, cancel) =>
        {
            var pinned = VerifyCommand.ReadKey(parse.GetValue(key));
            if (!pinned.IsDone)
            {
                return Output.Refused(pinned.Refusal);
            }
            using var progress = new ProgressLine();
            var ask = new PullAsk { Address = parse.GetValue(address)!, Folder = parse.GetValue(folder)!, Key = pinned.Value.Key, Keep = parse.GetValue(keep), Proxy = parse.GetValue(proxy), Progress = progress.Show };
            var outcome = await new PullEdition(TimeProvider.System).RunAsync(ask, cancel);
            progress.Dispose();
            return Say(outcome, parse.GetValue(commands.Json));
        });
    }

    private static int Say(Outcome<PullReport> outcome, bool isJson)
    {
        if (!outcome.IsDone)
        {
            if (isJson)
            {
                Output.Json(new { number = (long?)null, refused = outcome.Refusal.Code });
            }
            return Math.Max(Output.Refused(outcome.Refusal), outcome.Refusal.Code == "unreachable" ? 2 : 1);
        }
        var report = outcome.Value;
        if (isJson)
        {
            Output.Json(new { report.Number, report.IsNew, report.Fetched, report.Dropped, Pinned = report.PinnedNow, Refused = (string?)null });
            return 0;
        }
        if (report.PinnedNow is { } line)
        {
            Console.WriteLine($"From now on this folder follows the key {line} and no other. Compare it with the one that the outlet tells you.");
        }
        Console.WriteLine(report.IsNew ? $"Edition {report.Number} is here, whole; {report.Fetched} files were fetched." : $"Edition {report.Number} was here already, whole.");
        if (report.Dropped > 0)
        {
            Console.WriteLine($"{report.Dropped} files that the outlet withdrew are deleted, from old editions too.");
        }
        return 0;
    }

    private static void AddServe(Command mirror)
    {
        var serve = new Command("serve", "Serve an edition in a folder until stopped (Ctrl-C): what is signed and nothing else.");
        var folder = new Argument<string>("folder") { Description = "The edition." };
        var url = new Option<string>("--url") { Description = "Where to listen, as http://127.0.0.1:8080.", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var key = new Option<string?>("--key") { Description = "The outlet's key. Without it, the key that mirror pull pinned, or the edition's own." };
        serve.Arguments.Add(folder);
        serve.Options.Add(url);
        serve.Options.Add(key);
        mirror.Subcommands.Add(serve);
        CommandTree.RunAlone(serve, async (parse, cancel) =>
        {
            var pinned = VerifyCommand.ReadKey(parse.GetValue(key));
            if (!pinned.IsDone)
            {
                return Output.Refused(pinned.Refusal);
            }
            if (!Uri.TryCreate(parse.GetValue(url), UriKind.Absolute, out var address) || address.Scheme != "http")
            {
                return Output.Refused(new Refusal("url", "Say where to listen as http://HOST:PORT. HTTPS is for a web server before it."));
            }
            var open = await OpenEdition.OpenAsync(parse.GetValue(folder)!, pinned.Value.Key, TimeProvider.System, cancel);
            if (!open.IsDone)
            {
                return Output.Refused(open.Refusal);
            }
            await using var app = await ServeEdition.StartAsync(open.Value, address, cancel);
            Console.WriteLine($"Edition {open.Value.Now.Statement.Number} of {open.Value.Now.Statement.Site} is at {ServeEdition.AddressOf(app)}/");
            await app.WaitForShutdownAsync(cancel);
            return 0;
        });
    }
}
