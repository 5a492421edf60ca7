using System.Security.Cryptography;
using System.Text;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Mirror.Verifying;

/// <summary>What is to be looked at, and how.</summary>
internal sealed record VerifyAsk
{
    /// <summary>An address, a folder or a zip file.</summary>
    public required string Place { get; init; }

    /// <summary>The site's key or the root's; null: whichever signed.</summary>
    public MinisignKey? Key { get; init; }

    /// <summary>How many files are read; null: all.</summary>
    public int? Sample { get; init; }

    /// <summary>How many pages an address is asked for once more as search engines, as readers from a search, and without scripts.</summary>
    public int Looks { get; init; } = 25;

    /// <summary>As <c>socks5://127.0.0.1:9050</c>.</summary>
    public string? Proxy { get; init; }

    /// <summary>What was seen before; null: nothing is remembered.</summary>
    public SeenEditions? Seen { get; init; }

    /// <summary>The signed bytes of a file, where they are at hand.</summary>
    public Func<SignedFile, CancellationToken, Task<byte[]?>>? Signed { get; init; }

    public Action<double, string>? Progress { get; init; }
}

/// <summary>Checks a site, a mirror, a folder or a zip file against the edition that it holds. Needs no newsroom, writes nothing but what was seen.</summary>
internal sealed class VerifyEdition(TimeProvider time)
{
    /// <summary>A live site renews its edition thirty seconds after something was published: a page is called changed only when that is over.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(40);

    private const int MostPeeks = 20;
    private const int MostRenewals = 8;

    public async Task<VerifyReport> RunAsync(VerifyAsk ask, CancellationToken cancel)
    {
        if (WebSource.Address(ask.Place) is { } address)
        {
            using var reach = new WebReach([address.Host], ask.Proxy);
            return await AtAsync(new WebSource(reach, address, Look.Reader, time), ask, cancel);
        }
        var opened = Directory.Exists(ask.Place) ? FolderSource.Open(ask.Place) : File.Exists(ask.Place) ? ZipSource.Open(ask.Place) : new Refusal("missing", $"{ask.Place} is not there: give an address, a folder or a zip file.");
        if (!opened.IsDone)
        {
            var isHarmful = opened.Refusal.Code is "zip_index" or "too_many" or "no_zip";
            return new VerifyReport { Place = ask.Place, CouldTell = isHarmful, IsPinned = ask.Key is not null, Findings = isHarmful ? [new VerifyFinding("malformed", "", opened.Refusal.Message)] : [], Notes = isHarmful ? [] : [opened.Refusal.Message] };
        }
        await using var source = opened.Value;
        return await InAsync(source, ask, cancel);
    }

    private async Task<VerifyReport> InAsync(IEditionSource source, VerifyAsk ask, CancellationToken cancel)
    {
        var reading = await ReadAsync(source, ask, cancel);
        if (reading.Edition is not { } edition)
        {
            return Report(ask, reading, null, source.Faults);
        }
        var checks = new CheckFiles(edition, ask.Progress);
        var suspects = await checks.RunAsync(source, null, Chosen(edition, ask.Sample), cancel);
        foreach (var suspect in suspects)
        {
            await TellAsync(checks, suspect, null, ask.Signed, cancel);
        }
        await new FindExtras(edition, checks).InAsync(source, cancel);
        return Report(ask, reading, checks, source.Faults);
    }

    private async Task<VerifyReport> AtAsync(WebSource source, VerifyAsk ask, CancellationToken cancel)
    {
        var reading = await ReadAsync(source, ask, cancel);
        if (reading.Edition is not { } edition)
        {
            return Report(ask, reading, null, []);
        }
        var checks = new CheckFiles(edition, ask.Progress);
        checks.Know(source.Root.IdnHost);
        var suspects = await LookAsync(checks, source, Chosen(edition, ask.Sample), ask.Looks, cancel);
        // As long as the outlet goes on renewing: pictures of a new site take minutes to be made in all their sizes.
        for (var (round, renewed) = (0, true); suspects.Count > 0 && renewed && round < MostRenewals; round++)
        {
            var before = edition.Sums.Sha256;
            (edition, suspects) = await LookAgainAsync(checks, source, edition, suspects, ask, cancel);
            renewed = edition.Sums.Sha256 != before;
        }
        var peek = ask.Signed ?? Elsewhere(source, edition);
        foreach (var suspect in suspects)
        {
            await TellAsync(checks, suspect, source, peek, cancel);
        }
        var unsigned = suspects.Where(s => s.Read.Body is not null && SignedPath.IsHtml(s.File.Path)).Select(s => (new Uri(source.Root, SignedPath.Address(s.File.Path)), s.Read.Body!)).ToList();
        await new FindExtras(edition, checks).AtAsync(source, unsigned, cancel);
        return Report(ask, reading with { Edition = edition }, checks, []);
    }

    private async Task<EditionReading> ReadAsync(IEditionSource source, VerifyAsk ask, CancellationToken cancel)
    {
        var reading = await ReadEdition.RunAsync(source, ask.Key, time.GetUtcNow(), cancel);
        if (reading.Edition is not { } edition || ask.Seen is not { } seen)
        {
            return reading;
        }
        var found = seen.Look(edition);
        seen.Note(edition);
        return found is null ? reading : reading with { Findings = [.. reading.Findings, found] };
    }

    // As readers everything, as the others a part.
    private static async Task<List<Suspect>> LookAsync(CheckFiles checks, WebSource source, IReadOnlyList<SignedFile> files, int looks, CancellationToken cancel)
    {
        List<Suspect> suspects = [.. await checks.RunAsync(source, Look.Reader, files, cancel)];
        var pages = files.Where(f => SignedPath.IsHtml(f.Path)).Take(looks).Except(suspects.Select(s => s.File)).ToList();
        foreach (var look in Defence.IsOn("verify-looks") ? Look.Others : [])
        {
            suspects.AddRange(await checks.RunAsync(source.As(look), look, pages, cancel));
        }
        return suspects;
    }

    // The outlet itself may have published meanwhile: its list is read once more before anything is called changed.
    private async Task<(SignedEdition Edition, List<Suspect> Suspects)> LookAgainAsync(CheckFiles checks, WebSource source, SignedEdition edition, List<Suspect> suspects, VerifyAsk ask, CancellationToken cancel)
    {
        if (IsLive(source.Root, edition.Statement.Site))
        {
            ask.Progress?.Invoke(1, "some pages differ; waiting for a renewed edition");
            await Task.Delay(Renewal, time, cancel);
        }
        var renewed = await ReadEdition.RunAsync(source, ask.Key, time.GetUtcNow(), cancel);
        var now = renewed.Edition is { } newer && newer.Statement.Number >= edition.Statement.Number && newer.Key.Line == edition.Key.Line ? newer : edition;
        ask.Seen?.Note(now);
        var left = new List<Suspect>();
        foreach (var group in suspects.GroupBy(s => s.Look!))
        {
            // Those that the renewed list no longer names are taken down meanwhile.
            var files = group.Where(s => now.Sums.HashOf(s.File.Path) is not null).Select(s => s.File with { Sha256 = now.Sums.HashOf(s.File.Path)! }).ToList();
            left.AddRange(await checks.RunAsync(source.As(group.Key), group.Key, files, cancel));
        }
        return (now, left);
    }

    private static async Task TellAsync(CheckFiles checks, Suspect suspect, WebSource? source, Func<SignedFile, CancellationToken, Task<byte[]?>>? peek, CancellationToken cancel)
    {
        var (path, read) = (suspect.File.Path, suspect.Read);
        var (code, message) = read switch
        {
            { State: SourceState.Elsewhere } => ("redirect", $"The host leads on to {read.Problem}."),
            { State: SourceState.Refused } => ("refused", $"It was not read: {read.Problem}."),
            { State: SourceState.Missing } => ("missing", $"The edition holds it, and {read.Problem}."),
            _ when checks.IsWithdrawn(read.Sha256) => ("withdrawn", "It was withdrawn and is still there."),
            _ when suspect.Look is { } look && look != Look.Reader => ("cloaked", $"Readers get the signed page, {look.Who} get another one."),
            _ => ("changed", "It is not what was signed."),
        };
        checks.Findings.Add(new VerifyFinding(code, path, message));
        if (read is { State: SourceState.There, Body: { } body })
        {
            var signed = peek is null ? null : await peek(suspect.File, cancel);
            var page = source is null ? new Uri("http://edition.invalid/" + SignedPath.Address(path)) : new Uri(source.Root, SignedPath.Address(path));
            foreach (var link in FindLinks.Run(path, page, body, signed, checks.IsKnown))
            {
                checks.Findings.Add(link);
            }
        }
    }

    // The signed bytes may be had from the outlet itself or another mirror: their hash tells that they are the ones.
    private static Func<SignedFile, CancellationToken, Task<byte[]?>> Elsewhere(WebSource source, SignedEdition edition)
    {
        var left = MostPeeks;
        var others = edition.Statement.Mirrors.Prepend(edition.Statement.Site).Select(WebSource.Address).OfType<Uri>().Where(a => a != source.Root).Distinct().Take(3).ToList();
        return async (file, cancel) =>
        {
            foreach (var other in others)
            {
                if (left-- <= 0)
                {
                    return null;
                }
                var read = await source.At(other).ReadAsync(file.Path, 8 << 20, cancel);
                if (read.Sha256 == file.Sha256 && read.Body is not null)
                {
                    return read.Body;
                }
            }
            return null;
        };
    }

    // The front page, what sitemaps and robots.txt say, and of the rest whatever chance brings: a host cannot know what is not looked at.
    private static IReadOnlyList<SignedFile> Chosen(SignedEdition edition, int? sample)
    {
        var seed = Ids.NewSecret(16);
        long Chance(SignedFile file) => BitConverter.ToInt64(SHA256.HashData([.. seed, .. Encoding.UTF8.GetBytes(file.Path)]));
        static int Rank(SignedFile file) => file.Path is "index.html" ? 0 : file.Path is "robots.txt" or SignedPath.Statement || file.Path.Contains("sitemap", StringComparison.Ordinal) ? 1 : 2;
        var ordered = edition.Sums.Files.OrderBy(Rank).ThenBy(Chance);
        return sample is { } most && most < edition.Sums.Files.Count ? [.. ordered.Take(Math.Max(1, most))] : [.. ordered];
    }

    private static bool IsLive(Uri root, string site) =>
        Uri.TryCreate(site, UriKind.Absolute, out var own) && string.Equals(own.IdnHost, root.IdnHost, StringComparison.OrdinalIgnoreCase) && own.Port == root.Port;

    private static VerifyReport Report(VerifyAsk ask, EditionReading reading, CheckFiles? checks, IReadOnlyList<VerifyFinding> faults)
    {
        var problems = checks?.Problems.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() ?? [];
        var sampled = checks is not null && ask.Sample is { } most && most < reading.Edition!.Sums.Files.Count ? [$"{most} of {reading.Edition.Sums.Files.Count} files were looked at, chosen by chance."] : Array.Empty<string>();
        return new VerifyReport
        {
            Place = ask.Place,
            Findings = [.. reading.Findings, .. faults, .. (checks?.Findings ?? []).Distinct().OrderBy(f => f.Path, StringComparer.Ordinal).ThenBy(f => f.Code == "link" ? 1 : 0).ThenBy(f => f.Code, StringComparer.Ordinal)],
            Notes = [.. reading.Notes, .. sampled, .. problems.Take(5), .. problems.Count > 5 ? [$"{problems.Count - 5} more files could not be read."] : Array.Empty<string>()],
            CouldTell = reading.CouldTell && problems.Count == 0,
            Statement = reading.Edition?.Statement,
            Key = reading.Edition?.Key.Line,
            IsPinned = ask.Key is not null,
            Files = checks?.Files ?? 0,
            Bytes = checks?.Bytes ?? 0,
        };
    }
}
