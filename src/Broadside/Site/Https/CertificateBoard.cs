using System.Collections.Concurrent;

namespace Broadside.Site.Https;

/// <summary>The certificates that are shown to readers now, by host; taken up anew when their file changes, without a restart.</summary>
public sealed class CertificateBoard(SiteSettings settings, TlsFolder folder)
{
    private readonly IReadOnlyList<string> hosts = settings.Https.Hosts();
    private readonly ConcurrentDictionary<string, (DateTime WrittenAt, HeldCertificate? Certificate)> held = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The hosts that want one, the outlet's own first.</summary>
    public IReadOnlyList<string> Hosts => hosts;

    public HeldCertificate? Of(string host) => held.TryGetValue(host, out var found) ? found.Certificate : null;

    /// <summary>For whom a browser names (SNI): that host's, else any, because who asks for something else should at least be told so by the browser.</summary>
    public HeldCertificate? For(string? name) => (name is null ? null : Of(name)) ?? hosts.Select(Of).FirstOrDefault(c => c is not null);

    /// <summary>Looks at the files.</summary>
    public void Refresh()
    {
        foreach (var host in hosts)
        {
            var writtenAt = folder.WrittenAt(host);
            // A connection may still be in its handshake with the old one: it is left to the collector.
            if (!held.TryGetValue(host, out var known) || known.WrittenAt != writtenAt)
            {
                held[host] = (writtenAt, folder.Read(host));
            }
        }
    }
}
