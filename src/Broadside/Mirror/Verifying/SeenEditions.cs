using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Mirror.Verifying;

/// <summary>Which edition of a site was the last that was seen here, by site and key: an older one that comes later was held back or brought back.</summary>
internal sealed class SeenEditions(string file)
{
    private const int MostBytes = 4 << 20;

    /// <summary>A newsroom's own folder where there is one, else the user's folder for what programs remember (XDG Base Directory).</summary>
    public static SeenEditions Of(string data) => new(IsNewsroom(data) ? Path.Combine(data, "seen-editions.json") : Path.Combine(State(), "broadside", "seen-editions.json"));

    /// <summary>What is wrong with meeting this edition now; null where nothing is.</summary>
    public VerifyFinding? Look(SignedEdition edition)
    {
        if (!Defence.IsOn("verify-rollback") || !Read().TryGetValue(Name(edition), out var seen))
        {
            return null;
        }
        var number = edition.Statement.Number;
        return number < seen.Number
            ? new VerifyFinding("rollback", SignedPath.Statement, $"This is edition {number}; edition {seen.Number} of {edition.Statement.Site} was seen here before.")
            : number == seen.Number && seen.Sums != edition.Sums.Sha256
                ? new VerifyFinding("fork", SignedPath.Sums, $"Another edition {number} of {edition.Statement.Site} was seen here before ({seen.Sums[..16]}, this is {edition.Sums.Sha256[..16]}): somebody else signs with this key too.")
                : null;
    }

    /// <summary>Remembers it; where nothing can be written, nothing is.</summary>
    public void Note(SignedEdition edition)
    {
        try
        {
            var all = Read();
            if (all.TryGetValue(Name(edition), out var seen) && seen.Number >= edition.Statement.Number)
            {
                return;
            }
            all[Name(edition)] = new Seen(edition.Statement.Number, edition.Sums.Sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            AtomicFile.Write(file, CanonicalJson.Bytes(all));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A read-only home: this machine remembers nothing, and what was asked is answered all the same.
        }
    }

    private Dictionary<string, Seen> Read()
    {
        try
        {
            return File.Exists(file) && new FileInfo(file).Length <= MostBytes ? CanonicalJson.Read<Dictionary<string, Seen>>(File.ReadAllBytes(file)) : [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // By the root where there is one: a new site key does not make the site forget.
    private static string Name(SignedEdition edition) => $"{edition.Statement.Site.TrimEnd('/')} {edition.Statement.Keys.Root ?? edition.Key.Line}";

    private static bool IsNewsroom(string data) => File.Exists(Path.Combine(data, "keys", "site.pub"));

    private static string State() =>
        Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state)
            ? state
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");

    private sealed record Seen(long Number, string Sums);
}
