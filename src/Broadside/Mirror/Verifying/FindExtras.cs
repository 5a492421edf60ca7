using System.Text.RegularExpressions;
using Broadside.Kit;

namespace Broadside.Mirror.Verifying;

/// <summary>Files that a place has beside those of the edition. A folder and a zip file tell all of them; an address is asked for what intruders leave behind.</summary>
internal sealed partial class FindExtras(SignedEdition edition, CheckFiles checks)
{
    private const int Most = 500;
    private const int MostAsked = 200;
    private const int LargestPage = 8 << 20;

    private static readonly string[] WeakSpots =
    [
        "wp-login.php", "wp-admin/", "wp-content/", "wp-includes/", "wp-config.php", "wp-sitemap.xml", "xmlrpc.php", "index.php", "admin.php", "shell.php", "cmd.php", "up.php", "upload.php",
        "info.php", "phpinfo.php", "test.php", "config.php", "about.php", "wso.php", "alfa.php", "mailer.php", "adminer.php", "wp-content/uploads/", "wp-content/plugins/", "cgi-bin/",
        "uploads/", "files/", "images/", "tmp/", "backup.zip", "backup.sql", ".env", ".git/HEAD", ".htaccess", "sitemap_index.xml", "sitemap1.xml", "sitemap-misc.xml", "robots.txt", "sitemap.xml", "ads.txt", "sw.js", "service-worker.js",
    ];

    /// <summary>What lies in a folder or zip file.</summary>
    public async Task InAsync(IEditionSource source, CancellationToken cancel)
    {
        var extras = source.Files!.Where(f => edition.Sums.HashOf(f) is null && f is not (SignedPath.Sums or SignedPath.Signature)).Order(StringComparer.Ordinal).ToList();
        if (!Defence.IsOn("verify-extra"))
        {
            return;
        }
        foreach (var path in extras.Take(Most))
        {
            var read = await source.ReadAsync(path, SignedPath.IsText(path) ? LargestPage : 0, cancel);
            Tell(path, new Uri("http://edition.invalid/"), read);
        }
        if (extras.Count > Most)
        {
            checks.Findings.Add(new VerifyFinding("extra", "", $"{extras.Count - Most} more files are there that the edition does not hold."));
        }
    }

    /// <summary>What an address answers beside the edition.</summary>
    /// <param name="source">Asked as a reader.</param>
    /// <param name="unsigned">Pages found there that are not as signed: their links are followed, once.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task AtAsync(WebSource source, IReadOnlyList<(Uri Address, byte[] Body)> unsigned, CancellationToken cancel)
    {
        if (!Defence.IsOn("verify-extra"))
        {
            return;
        }
        var nothing = await source.ReadAsync(new Uri(source.Root, Convert.ToHexStringLower(Ids.NewSecret(12))), 0, cancel);
        if (nothing.State == SourceState.There)
        {
            checks.Findings.Add(new VerifyFinding("extra", "", "The host has an answer for every address, even for one that nobody can know."));
        }
        var good = edition.Sums.Files.Select(f => f.Sha256).Append(nothing.Sha256).ToHashSet(StringComparer.Ordinal);
        var found = new List<(Uri, byte[])>(unsigned);
        await AskAsync(source, [.. WeakSpots.Select(w => new Uri(source.Root, w))], good, found, cancel);
        var signed = await LinkedAsync(source, cancel);
        var linked = found.SelectMany(f => Addresses(f.Item1, f.Item2)).Where(a => source.Root.IsBaseOf(a) && !signed.Contains(a.AbsolutePath)).DistinctBy(a => a.AbsolutePath).Take(MostAsked).ToList();
        await AskAsync(source, linked, good, [], cancel);
    }

    private async Task AskAsync(WebSource source, IReadOnlyList<Uri> addresses, HashSet<string> good, List<(Uri, byte[])> found, CancellationToken cancel)
    {
        var asked = addresses.Select(a => (Address: a, Path: PathOf(source, a))).Where(a => a.Path.Length > 0 && edition.Sums.HashOf(a.Path) is null && edition.Sums.HashOf(a.Path.TrimEnd('/') + "/index.html") is null && !a.Path.StartsWith(SignedPath.Folder, StringComparison.Ordinal));
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = source.AtOnce, CancellationToken = cancel }, async (ask, end) =>
        {
            var read = await source.ReadAsync(ask.Address, LargestPage, end);
            if (read.State == SourceState.Elsewhere)
            {
                checks.Findings.Add(new VerifyFinding("redirect", ask.Path, $"The host leads on to {read.Problem}."));
            }
            else if (read.State is SourceState.There or SourceState.Refused && !good.Contains(read.Sha256))
            {
                Tell(ask.Path, ask.Address, read);
                lock (found)
                {
                    found.Add((ask.Address, read.Body ?? []));
                }
            }
        });
    }

    private void Tell(string path, Uri address, SourceFile read)
    {
        if (checks.IsWithdrawn(read.Sha256))
        {
            checks.Findings.Add(new VerifyFinding("withdrawn", path, "It was withdrawn and is still there."));
            return;
        }
        checks.Findings.Add(new VerifyFinding("extra", path, "It is there, and the edition does not hold it: it was put there by somebody else."));
        if (read.Body is { } body)
        {
            foreach (var link in FindLinks.Run(path, address, body, null, checks.IsKnown).Take(5))
            {
                checks.Findings.Add(link);
            }
        }
    }

    // What the signed pages of the site lead to, as its search, is the newsroom's own though no file of the edition.
    private async Task<HashSet<string>> LinkedAsync(WebSource source, CancellationToken cancel)
    {
        var linked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in edition.Sums.Files.Where(f => SignedPath.IsHtml(f.Path)).OrderBy(f => f.Path.Length).Take(20))
        {
            var read = await source.ReadAsync(file.Path, LargestPage, cancel);
            if (read.Sha256 == file.Sha256 && read.Body is { } body)
            {
                linked.UnionWith(PageLinks.Read(body, new Uri(source.Root, SignedPath.Address(file.Path))).Select(l => l.Address.AbsolutePath));
            }
        }
        return linked;
    }

    private static IEnumerable<Uri> Addresses(Uri address, byte[] body) =>
        body.AsSpan().StartsWith("<?xml"u8)
            ? Location().Matches(System.Text.Encoding.UTF8.GetString(body)).Select(m => Uri.TryCreate(address, m.Groups[1].Value, out var uri) ? uri : null).OfType<Uri>()
            : PageLinks.Read(body, address).Where(l => l.Kind == "link").Select(l => l.Address);

    private static string PathOf(WebSource source, Uri address) => Uri.UnescapeDataString(address.AbsolutePath[source.Root.AbsolutePath.Length..]);

    [GeneratedRegex(@"<loc>\s*([^<\s]{1,2000})\s*</loc>")]
    private static partial Regex Location();
}
