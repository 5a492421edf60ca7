using System.Text;

namespace Broadside.Mirror.Verifying;

/// <summary>
/// Names what somebody put into a page. Where the signed page can be had, everything that it does not hold; otherwise what
/// leads to hosts that no signed page of the edition names.
/// </summary>
internal static class FindLinks
{
    private const int MostPerPage = 40;

    /// <param name="path">Of the file.</param>
    /// <param name="page">Its address, for links that are relative.</param>
    /// <param name="served">What was found there.</param>
    /// <param name="signed">What was signed, where it is known.</param>
    /// <param name="isKnown">Whether a host is the site's own or stands in a signed page.</param>
    public static IEnumerable<VerifyFinding> Run(string path, Uri page, byte[] served, byte[]? signed, Func<string, bool> isKnown) =>
        (SignedPath.IsHtml(path) ? InPage(path, page, served, signed, isKnown) : InText(path, served, isKnown)).Take(MostPerPage);

    private static IEnumerable<VerifyFinding> InPage(string path, Uri page, byte[] served, byte[]? signed, Func<string, bool> isKnown)
    {
        var own = signed is null ? null : PageLinks.Read(signed, page).Select(l => (l.Kind, l.Address.AbsoluteUri)).ToHashSet();
        return PageLinks.Read(served, page)
            .Where(l => own is null ? !isKnown(l.Host) : !own.Contains((l.Kind, l.Address.AbsoluteUri)))
            .DistinctBy(l => (l.Kind, l.Address.AbsoluteUri, l.Text))
            .Select(l => l.Kind == "link"
                ? new VerifyFinding("link", path, $"A link that nobody signed leads to {Shown(l.Address)}: “{l.Text}”, in {l.Place}.")
                : new VerifyFinding("outside", path, $"A {l.Kind} that nobody signed: {Shown(l.Address)}, in {l.Place}."));
    }

    private static List<VerifyFinding> InText(string path, byte[] served, Func<string, bool> isKnown)
    {
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        HostScan.Run(served, (host, _, _) => hosts.Add(host));
        return [.. hosts.Where(h => !isKnown(h)).Select(h => new VerifyFinding("link", path, $"It names {h}, which no signed page names: “{Around(served, h)}”."))];
    }

    private static string Around(byte[] text, string host)
    {
        var at = Math.Max(0, text.AsSpan().IndexOf(Encoding.ASCII.GetBytes(host)));
        var (start, end) = (Math.Max(0, at - 40), Math.Min(text.Length, at + host.Length + 40));
        return string.Concat(Encoding.UTF8.GetString(text, start, end - start).Where(c => !char.IsControl(c)));
    }

    private static string Shown(Uri address) => address.AbsoluteUri.Length > 160 ? address.AbsoluteUri[..160] + "…" : address.AbsoluteUri;
}
