using System.CommandLine;
using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Targets;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Mirror.Pushing;

/// <summary><c>mirror add|list|status|push|remove</c>.</summary>
internal static class MirrorCommands
{
    public static void Add(CommandTree commands)
    {
        var mirror = commands.Group("mirror", "The whole site as signed files, here and on other people's machines.");
        AddAdd(commands, mirror);
        AddList(commands, mirror);
        AddStatus(commands, mirror);
        AddPush(commands, mirror);
        AddRemove(commands, mirror);
    }

    private static void AddAdd(CommandTree commands, Command group)
    {
        var add = new Command("add", "Put a mirror on the list: a place that the site is sent to after each publication.");
        var name = new Argument<string>("name") { Description = "What you call it, as lisbon." };
        var address = new Argument<string>("address") { Description = $"Where the files go: {MirrorAddress.Examples}." };
        var at = new Option<string?>("--at") { Description = "Where readers find it, as https://mirror.example.org; without it nobody is told of it." };
        var user = new Option<string?>("--user") { Description = "The user where the address does not name one; of S3 the access key." };
        var password = new Option<string?>("--password-file") { Description = "A file whose first line is the password, or the secret key of S3; - reads it from standard input." };
        var key = new Option<string?>("--key-file") { Description = "A private key of SSH without a passphrase. Without it and without a password a new key is made, and its public line printed." };
        add.Arguments.Add(name);
        add.Arguments.Add(address);
        foreach (var option in new[] { at, user, password, key })
        {
            add.Options.Add(option);
        }
        group.Subcommands.Add(add);
        commands.Run(add, async (services, parse, cancel) =>
        {
            var wish = new AddMirror.Wish(parse.GetValue(name), parse.GetValue(address), parse.GetValue(at))
            {
                User = parse.GetValue(user),
                Password = await PasswordAsync(parse.GetValue(password), MirrorAddress.Parse(parse.GetValue(address)).Value, cancel),
                PrivateKey = parse.GetValue(key) is { } file ? await File.ReadAllTextAsync(file, cancel) : null,
                ByOperator = true,
            };
            var outcome = await services.GetRequiredService<AddMirror>().RunAsync(wish, Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            var added = outcome.Value;
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { added.Id, added.Name, added.Address, at = added.PublicAddress, added.SshKey });
                return 0;
            }
            if (added.SshKey is { } line)
            {
                Console.WriteLine("Give this line to whoever runs the machine; it belongs into ~/.ssh/authorized_keys there:");
                Console.WriteLine(line);
            }
            Console.WriteLine($"{added.Name} is on the list. Try it: broadside mirror push {added.Name}");
            return 0;
        });
    }

    // Asked for only where there is somebody to ask, and where a password is the usual way.
    private static async Task<string?> PasswordAsync(string? file, MirrorAddress? address, CancellationToken cancel)
    {
        if (file is not null)
        {
            var line = file == "-" ? await Console.In.ReadLineAsync(cancel) : (await File.ReadAllLinesAsync(file, cancel)).FirstOrDefault();
            return line?.TrimEnd('\r');
        }
        if (address?.Kind is not (MirrorKind.S3 or MirrorKind.WebDav) || Console.IsInputRedirected)
        {
            return null;
        }
        await Console.Error.WriteAsync(address.Kind == MirrorKind.S3 ? "Secret key: " : "Password (empty for none): ");
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } pressed)
        {
            if (pressed.Key == ConsoleKey.Backspace && typed.Length > 0)
            {
                typed.Length--;
            }
            else if (!char.IsControl(pressed.KeyChar))
            {
                typed.Append(pressed.KeyChar);
            }
        }
        await Console.Error.WriteLineAsync();
        return typed.ToString();
    }

    private static void AddList(CommandTree commands, Command group)
    {
        var list = new Command("list", "List the mirrors.");
        group.Subcommands.Add(list);
        commands.Run(list, async (services, parse, cancel) =>
        {
            var all = await services.GetRequiredService<MirrorQueries>().AllAsync(cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(all.Select(Facts));
                return 0;
            }
            Print(all.Select(m => new[] { m.Name, Shown(m.State), m.Address, m.PublicAddress ?? "" }));
            if (all.Count == 0)
            {
                await Console.Error.WriteLineAsync("There is none yet: broadside mirror add NAME ADDRESS");
            }
            return 0;
        });
    }

    private static void AddStatus(CommandTree commands, Command group)
    {
        var status = new Command("status", "Say which edition each mirror holds and what is wrong; exit 1 when anything is.");
        group.Subcommands.Add(status);
        commands.Run(status, async (services, parse, cancel) =>
        {
            var all = await services.GetRequiredService<MirrorQueries>().AllAsync(cancel);
            var newest = await LocalEdition.ReadAsync(services.GetRequiredService<Editions.EditionFolder>(), services.GetRequiredService<KeyRing>(), cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { edition = newest?.Number, mirrors = all.Select(Facts) });
            }
            else
            {
                Console.WriteLine(newest is null ? "There is no edition yet." : $"The newest edition is {newest.Number}.");
                Print(all.Select(m => new[] { m.Name, Shown(m.State), (m.SeenNumber ?? m.Number)?.ToString(CultureInfo.InvariantCulture) ?? "–", m.PushedAt is { } at ? $"{at:yyyy-MM-dd HH:mm}" : "never sent", m.Error ?? "" }));
            }
            return all.Any(m => m.State is not (MirrorState.New or MirrorState.Healthy) || m.Trouble is not null) ? 1 : 0;
        });
    }

    private static void AddPush(CommandTree commands, Command group)
    {
        var push = new Command("push", "Send the newest edition to one mirror, or to all. What a broken push sent already is not sent again.");
        var name = new Argument<string?>("name") { Description = "Which mirror; without it, all.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Send every file, whatever the mirror says that it has." };
        push.Arguments.Add(name);
        push.Options.Add(all);
        group.Subcommands.Add(push);
        commands.Run(push, async (services, parse, cancel) =>
        {
            var queries = services.GetRequiredService<MirrorQueries>();
            var one = parse.GetValue(name) is { } asked ? await queries.FindAsync(asked, cancel) : null;
            if (parse.GetValue(name) is not null && one is null)
            {
                return Output.Refused(PushMirror.Gone);
            }
            var (done, code) = (new List<object>(), 0);
            foreach (var mirror in one is null ? await queries.AllAsync(cancel) : [one])
            {
                var outcome = await PushAsync(services, mirror, parse.GetValue(all), cancel);
                code = outcome.IsDone ? code : Output.Refused(outcome.Refusal);
                var sent = outcome.Value;
                done.Add(new { mirror = mirror.Name, done = outcome.IsDone, edition = sent?.Number, files = sent?.SentFiles, bytes = sent?.SentBytes, removed = sent?.Removed, error = outcome.Refusal?.Message });
                if (sent is not null && !parse.GetValue(commands.Json))
                {
                    Console.WriteLine($"{mirror.Name}: edition {sent.Number} is there ({sent.SentFiles} files, {sent.SentBytes} bytes sent, {sent.Removed} files removed).{(mirror.HostKey is null && (await queries.FindAsync(mirror.Id, cancel))?.HostKey is { } key ? " The host's key, held to from now on: " + HostKeyPin.Fingerprint(key) : "")}");
                }
            }
            if (parse.GetValue(commands.Json))
            {
                Output.Json(done);
            }
            return code;
        });
    }

    private static async Task<Outcome<PushRow>> PushAsync(IServiceProvider services, MirrorRow mirror, bool all, CancellationToken cancel)
    {
        using var line = new ProgressLine();
        return await services.GetRequiredService<PushMirror>().RunAsync(mirror.Id, all, p => line.Show(p.Bytes == 0 ? 1 : (double)p.SentBytes / p.Bytes, $"{mirror.Name}: {p.SentFiles} of {p.Files} files"), cancel);
    }

    private static void AddRemove(CommandTree commands, Command group)
    {
        var remove = new Command("remove", "Take a mirror off the list. What lies there stays there.");
        var name = new Argument<string>("name") { Description = "Which." };
        remove.Arguments.Add(name);
        group.Subcommands.Add(remove);
        commands.Run(remove, async (services, parse, cancel) =>
        {
            var outcome = await services.GetRequiredService<RemoveMirror>().RunAsync(parse.GetValue(name)!, Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            Console.WriteLine($"{outcome.Value.Name} is off the list. What lies there stays there until its volunteer deletes it.");
            return 0;
        });
    }

    private static object Facts(MirrorRow m) => new
    {
        m.Name,
        kind = MirrorAddress.Parse(m.Address).Value?.Kind,
        m.Address,
        at = m.PublicAddress,
        m.State,
        edition = m.Number,
        m.PushedAt,
        seen_edition = m.SeenNumber,
        m.SeenAt,
        m.BehindSince,
        m.Failures,
        m.Error,
        host_key = m.HostKey is { } key ? HostKeyPin.Fingerprint(key) : null,
        m.SshKey,
    };

    private static string Shown(MirrorState state) => state.ToString().ToLowerInvariant();

    private static void Print(IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        for (var i = 0; i < all.Count; i++)
        {
            Console.WriteLine(string.Join("  ", all[i].Select((cell, column) => cell.PadRight(all.Max(r => r[column].Length)))).TrimEnd());
        }
    }
}
