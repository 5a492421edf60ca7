using System.CommandLine;
using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Mirror.Verifying;

internal static class VerifyCommand
{
    public static void Add(CommandTree commands)
    {
        var verify = commands.Group("verify", "Check a site, a mirror, a folder or a zip file against its signed edition.");
        var place = new Argument<string>("place") { Description = "The address, folder or zip file." };
        var key = new Option<string?>("--key") { Description = "The key that must have signed it: the line RW…, or a file that holds it. The site's key, or its root key." };
        var sample = new Option<int?>("--sample") { Description = "Look at that many files only, chosen by chance." };
        var proxy = new Option<string?>("--proxy") { Description = "Ask through this proxy, as socks5://127.0.0.1:9050. Addresses that end in .onion go through Tor there by themselves." };
        verify.Arguments.Add(place);
        verify.Options.Add(key);
        verify.Options.Add(sample);
        verify.Options.Add(proxy);
        CommandTree.RunAlone(verify, async (parse, cancel) =>
        {
            var pinned = ReadKey(parse.GetValue(key));
            if (!pinned.IsDone)
            {
                await Console.Error.WriteLineAsync(pinned.Refusal.Message);
                return 2;
            }
            var isJson = parse.GetValue(commands.Json);
            if (pinned.Value.Key is null)
            {
                await (isJson ? Console.Error : Console.Out).WriteLineAsync("The key is not pinned: this says whether the place agrees with itself, not whose it is. Give the outlet's key with --key.");
            }
            using var progress = new ProgressLine();
            var report = await new VerifyEdition(TimeProvider.System).RunAsync(
                new VerifyAsk
                {
                    Place = parse.GetValue(place)!,
                    Key = pinned.Value.Key,
                    Sample = parse.GetValue(sample),
                    Proxy = parse.GetValue(proxy),
                    Seen = SeenEditions.Of(parse.GetValue(commands.Data)!),
                    Progress = progress.Show,
                },
                cancel);
            progress.Dispose();
            Print(report, isJson);
            return report.ExitCode;
        });
    }

    /// <summary>A key from the command line: the line itself, or a file.</summary>
    public static Outcome<GivenKey> ReadKey(string? given)
    {
        try
        {
            return given is null ? new GivenKey(null)
                : MinisignKey.Read(given) is { } line ? new GivenKey(line)
                : File.Exists(given) && MinisignKey.Read(File.ReadAllText(given)) is { } inFile ? new GivenKey(inFile)
                : new Refusal("key", $"“{given}” is no public key (a line that begins with RW) and no file that holds one.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal("key", $"The key file {given} cannot be read: {e.Message}");
        }
    }

    private static void Print(VerifyReport report, bool isJson)
    {
        var edition = report.Statement;
        if (isJson)
        {
            Output.Json(new
            {
                report.Place,
                Good = report.IsGood,
                edition?.Site,
                edition?.Number,
                edition?.IssuedAt,
                edition?.ExpiresAt,
                report.Key,
                Pinned = report.IsPinned,
                report.Files,
                report.Bytes,
                Findings = report.Findings.Select(f => new { f.Code, f.Path, f.Message }),
                report.Notes,
            });
            return;
        }
        foreach (var note in report.Notes)
        {
            Console.WriteLine(note);
        }
        foreach (var finding in report.Findings)
        {
            Console.WriteLine($"{finding.Code,-11} {Shown(finding.Path)}\n            {finding.Message}");
        }
        var read = string.Create(CultureInfo.InvariantCulture, $"{report.Files} files, {report.Bytes / 1e6:0.0} MB");
        Console.WriteLine(report switch
        {
            { IsGood: true } => $"Good: edition {edition!.Number} of {edition.Site}, made {edition.IssuedAt:yyyy-MM-dd HH:mm} UTC, good until {edition.ExpiresAt:yyyy-MM-dd HH:mm} UTC; {read}; signed by {report.Key}.",
            { Findings.Count: > 0 } => $"Bad: {report.Findings.Count} {(report.Findings.Count == 1 ? "finding" : "findings")} at {report.Place}; {read}.",
            _ => $"Could not tell: {report.Place} could not be read to the end; {read}.",
        });
    }

    private static string Shown(string path) => path.Length == 0 ? "(all of it)" : string.Concat(path.Select(c => char.IsControl(c) ? '?' : c));
}

/// <summary>Null where none was given.</summary>
internal sealed record GivenKey(MinisignKey? Key);
