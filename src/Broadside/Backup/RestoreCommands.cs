using System.CommandLine;
using System.Globalization;
using Broadside.Backup.Drilling;
using Broadside.Backup.Keeping;
using Broadside.Backup.Restoring;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Backup;

/// <summary><c>restore FILE</c> and <c>drill FILE</c>: both need no newsroom.</summary>
internal static class RestoreCommands
{
    public static void Add(CommandTree commands, OpenData open)
    {
        AddRestore(commands, open);
        AddDrill(commands, open);
    }

    private static void AddRestore(CommandTree commands, OpenData open)
    {
        var restore = commands.Group("restore", "Make a newsroom out of a backup, in a data folder that is empty.");
        var file = new Argument<string>("FILE") { Description = "The backup." };
        var key = new Option<string?>("--key") { Description = "The site key that the backup must be of, as RW…" };
        restore.Arguments.Add(file);
        restore.Options.Add(key);
        var edition = new Option<string?>("--edition") { Description = "Folder of a newer edition, as a mirror holds it: what was withdrawn since the backup is taken down before anything is served." };
        restore.Options.Add(edition);
        CommandTree.RunAlone(restore, async (parse, cancel) =>
        {
            var environment = Environment.GetEnvironmentVariables();
            var order = new RestoreOrder(parse.GetValue(file)!, parse.GetValue(commands.Data)!)
            {
                Postgres = new Settings(null, environment).Read<StorageSettings>("Storage").Postgres is { Length: > 0 } postgres ? postgres : null,
                Words = AskSecret.RecoveryWords,
                Passphrase = () => AskSecret.Passphrase("Passphrase of the private keys (Enter alone leaves them out): "),
                Key = parse.GetValue(key),
                Edition = parse.GetValue(edition),
            };
            using var progress = new ProgressLine();
            var outcome = await new RestoreBackup(open, TimeProvider.System).RunAsync(order, environment, progress.Show, cancel);
            progress.Dispose();
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            Print(outcome.Value, parse.GetValue(commands.Json));
            return 0;
        });
    }

    private static void Print(RestoreReport report, bool asJson)
    {
        if (asJson)
        {
            Output.Json(report);
            return;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Folder}: the newsroom of {report.MadeAt:yyyy-MM-dd HH:mm} UTC, {report.Rows} rows of {report.Tables} tables, {report.Media} media files, {report.Pages} pages. Key {report.SiteKey}."));
        foreach (var finding in report.Findings.Concat(report.Notes))
        {
            Console.Error.WriteLine($"{finding.Code}: {finding.Message}");
        }
        Console.Error.WriteLine(report.HasKeys ? "It can publish." : "It serves, and cannot publish: the private keys were not in the backup, or stayed closed. Bring back the folder keys/ of the original.");
        if (report.SettingsLeftOut.Count > 0)
        {
            Console.Error.WriteLine($"Give these settings anew: {string.Join(", ", report.SettingsLeftOut)}.");
        }
        Console.Error.WriteLine("It is quiet: it charges nobody and writes to nobody, until you say that it is the one and the original does not run any more: broadside outbound confirm");
    }

    private static void AddDrill(CommandTree commands, OpenData open)
    {
        var drill = commands.Group("drill", "Prove that a backup restores: restore it aside, compare everything, throw it away.");
        var file = new Argument<string>("FILE") { Description = "The backup." };
        var withKeys = new Option<bool>("--with-keys") { Description = "Open the private keys in it too, by the passphrase that is asked for (or BROADSIDE_PASSPHRASE)." };
        drill.Arguments.Add(file);
        drill.Options.Add(withKeys);
        CommandTree.RunAlone(drill, async (parse, cancel) =>
        {
            var passphrase = parse.GetValue(withKeys) ? AskSecret.Passphrase("Passphrase of the private keys: ") : null;
            using var progress = new ProgressLine();
            var report = await new DrillBackup(open, TimeProvider.System).RunAsync(parse.GetValue(file)!, AskSecret.RecoveryWords, passphrase, progress.Show, cancel);
            progress.Dispose();
            await RecordAsync(open, parse.GetValue(commands.Data)!, report, cancel);
            Print(report, parse.GetValue(commands.Json));
            return report.Good ? 0 : 1;
        });
    }

    // Only where a newsroom is: a drill makes none.
    private static async Task RecordAsync(OpenData open, string data, DrillReport report, CancellationToken cancel)
    {
        var folder = new DataFolder(Path.GetFullPath(data));
        if (!File.Exists(Path.Combine(folder.Keys, "site.pub")) || !folder.IsWritable())
        {
            return;
        }
        await using var newsroom = await open(folder.Path, Environment.GetEnvironmentVariables(), null, cancel);
        await newsroom.Services.GetRequiredService<RecordDrill>().RunAsync(report, cancel);
    }

    private static void Print(DrillReport report, bool asJson)
    {
        if (asJson)
        {
            Output.Json(report);
            return;
        }
        foreach (var finding in report.Findings.Concat(report.Notes))
        {
            Console.WriteLine($"{finding.Code}: {finding.Message}");
        }
        var pages = report.Notes.Count == 0 ? "are made with the same bytes" : "are made; another program made the backup, and what it makes otherwise stands above";
        Console.WriteLine(report.Good
            ? string.Create(CultureInfo.InvariantCulture, $"good: restored in {report.Milliseconds / 1000.0:0.0} s with {report.Rows} rows, {report.Versions} signed versions, {report.Media} media files; {report.Pages} pages {pages}.")
            : $"bad: {report.Findings.Count} findings. Do not rely on this backup.");
    }
}
