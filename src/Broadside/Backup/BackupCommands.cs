using System.CommandLine;
using System.Globalization;
using Broadside.Backup.Keeping;
using Broadside.Backup.Packing;
using Broadside.Backup.Sealing;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Backup;

/// <summary><c>backup FILE</c> and <c>backup key</c>.</summary>
internal static class BackupCommands
{
    private const int Asked = 3;

    public static void Add(CommandTree commands)
    {
        var backup = commands.Group("backup", "Write the whole newsroom into one file, while everything runs.");
        var file = new Argument<string>("FILE") { Description = "Where the backup goes. A file of that name is replaced once the new one is whole." };
        var to = new Option<string?>("--to") { Description = "Encrypt it to this recovery key: the line that begins with “bsb1.”, a file that holds it, or the word recovery for the key of this newsroom." };
        var withKeys = new Option<bool>("--with-keys") { Description = "Put the private keys in, under a passphrase that is asked for (or BROADSIDE_PASSPHRASE)." };
        var isPublic = new Option<bool>("--public") { Description = "Only what readers may have: no drafts, no staff, no subscribers, no donors." };
        backup.Arguments.Add(file);
        backup.Options.Add(to);
        backup.Options.Add(withKeys);
        backup.Options.Add(isPublic);
        commands.Run(backup, async (services, parse, cancel) =>
        {
            if (parse.GetValue(isPublic) && parse.GetValue(withKeys))
            {
                return Output.Refused(new Refusal("public_keys", "A public archive holds no private keys: leave out --public or --with-keys."));
            }
            var passphrase = parse.GetValue(withKeys) ? AskSecret.Passphrase("Passphrase for the private keys: ") : null;
            if (parse.GetValue(withKeys) && passphrase is not { Length: >= 8 })
            {
                return Output.Refused(new Refusal("passphrase", "The passphrase needs eight characters at least. Four words or more are better."));
            }
            var order = new BackupOrder(parse.GetValue(file)!) { Recipient = Recipient(parse.GetValue(to), services), Passphrase = passphrase, IsPublic = parse.GetValue(isPublic) };
            using var progress = new ProgressLine();
            var outcome = await services.GetRequiredService<TakeBackup>().RunAsync(order, Actor.Operator, progress.Show, cancel);
            progress.Dispose();
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            Print(outcome.Value, parse.GetValue(commands.Json));
            return 0;
        });
        AddKey(commands, backup);
    }

    // A line, a file with a line, or this newsroom's own; what is none of them is refused where it is used.
    private static string? Recipient(string? given, IServiceProvider services) => given switch
    {
        null => null,
        "recovery" => services.GetRequiredService<KeptRecoveryKey>().Line ?? "",
        _ when File.Exists(given) => File.ReadLines(given).FirstOrDefault(l => RecoveryKey.Read(l) is not null) ?? "",
        _ => given,
    };

    private static void Print(BackupReport report, bool asJson)
    {
        if (asJson)
        {
            Output.Json(report);
            return;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.File}: {report.Bytes >> 10} KB, {report.Rows} rows of {report.Tables} tables, {report.Media} media files, {report.Versions} signed versions, hashes of {report.Pages} pages."));
        foreach (var missing in report.MissingMedia)
        {
            Console.Error.WriteLine($"missing: the media file {missing} is not in the data folder.");
        }
        if (!report.IsSigned)
        {
            Console.Error.WriteLine("Not signed: the site's private key is not here.");
        }
        if (!report.IsPublic && !report.HasKeys)
        {
            Console.Error.WriteLine("The private keys are not in it. A newsroom restored from it serves, and publishes once keys/ is brought back: keep a copy of that folder, or use --with-keys.");
        }
        if (report.SettingsLeftOut.Count > 0)
        {
            Console.Error.WriteLine($"Secrets among the settings are not in it: {string.Join(", ", report.SettingsLeftOut)}.");
        }
        Console.Error.WriteLine($"Prove that it restores: broadside drill {report.File}");
    }

    private static void AddKey(CommandTree commands, Command backup)
    {
        var make = new Command("key", "Make the recovery key to which backups are encrypted, and print its private half, once.");
        var show = new Option<bool>("--show") { Description = "Print the public half of the key that is there, and make none." };
        make.Options.Add(show);
        backup.Subcommands.Add(make);
        commands.Run(make, (services, parse, _) =>
        {
            var kept = services.GetRequiredService<KeptRecoveryKey>();
            if (!parse.GetValue(show))
            {
                return Task.FromResult(Make(kept));
            }
            if (kept.Line is not { } line)
            {
                return Task.FromResult(Output.Refused(new Refusal("no_recovery_key", "No recovery key was made here. Make one: broadside backup key")));
            }
            Console.WriteLine(line);
            return Task.FromResult(0);
        });
    }

    private static int Make(KeptRecoveryKey kept)
    {
        var (line, words) = RecoveryKey.Make();
        Console.Error.WriteLine("Write these words on paper, with their numbers, and keep the paper away from this machine. They are shown this once; whoever has them can read every backup that is encrypted to this key.");
        for (var i = 0; i < words.Count; i++)
        {
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{i + 1,4} {words[i]}{(i % 6 == 5 || i == words.Count - 1 ? "\n" : "")}"));
        }
        foreach (var place in Ids.NewSecret(words.Count).Select((random, place) => (random, place)).OrderBy(p => p.random).Take(Asked).Select(p => p.place).Order())
        {
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"Word {place + 1}: "));
            if (Console.ReadLine()?.Trim().ToLowerInvariant() != words[place])
            {
                return Output.Refused(new Refusal("word", "That is not the word on the list. No key was made; begin again when you have written the words down."));
            }
        }
        kept.Keep(line);
        Console.WriteLine(line);
        Console.Error.WriteLine("Backups are encrypted to it by: broadside backup FILE --to recovery");
        return 0;
    }
}
