using System.Globalization;
using System.Net;
using Broadside.Kit;

namespace Broadside.Site.Https;

/// <summary>Settings <c>Site:Https:…</c>: certificates that the program obtains and renews by itself (RFC 8555).</summary>
public sealed record HttpsSettings
{
    /// <summary>Hosts that readers come to, as "example.org"; each gets a certificate of its own. None: HTTPS is somebody else's affair.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Where the authority writes when a certificate is about to end.</summary>
    public string? Email { get; init; }

    /// <summary>The authority's directory.</summary>
    public string Directory { get; init; } = "https://acme-v02.api.letsencrypt.org/directory";

    /// <summary>A PEM file with the root certificate of an authority that this machine does not know by itself.</summary>
    public string? Authority { get; init; }

    /// <summary>The id of an account outside, which some authorities ask for (RFC 8555 §7.3.4).</summary>
    public string? AccountId { get; init; }

    /// <summary>Its key, as the authority gives it: base64url.</summary>
    [Secret]
    public string? AccountKey { get; init; }

    /// <summary>The port of HTTPS.</summary>
    public int Port { get; init; } = 443;

    /// <summary>The port on which the authority looks for its proof, and which leads everybody else to HTTPS.</summary>
    public int PlainPort { get; init; } = 80;

    /// <summary>The machine's address that both listen on; unset: all.</summary>
    public string? Listen { get; init; }

    /// <summary>How many days browsers are told to use HTTPS alone; 0: they are not told.</summary>
    public int HstsDays { get; init; } = 365;

    internal bool IsOn => Domains.Count > 0;

    internal string? Hsts => HstsDays > 0 ? string.Create(CultureInfo.InvariantCulture, $"max-age={HstsDays * 86400L}") : null;

    /// <summary>The domains as they stand in certificates: lower case, other scripts in their ASCII form.</summary>
    /// <exception cref="SettingsException">One of them is no name of a host.</exception>
    internal IReadOnlyList<string> Hosts() => [.. Domains.Select(Host).Distinct(StringComparer.Ordinal)];

    /// <summary>The host of the address, where this program obtains certificates and none for it; null: nothing is lacking.</summary>
    /// <param name="address">Absolute.</param>
    internal string? Lacking(string address) => IsOn && new Uri(address).IdnHost is var host && !Hosts().Contains(host, StringComparer.Ordinal) ? host : null;

    /// <summary>The address that readers come to by that host.</summary>
    internal string AddressOf(string host) => Port == 443 ? $"https://{host}" : string.Create(CultureInfo.InvariantCulture, $"https://{host}:{Port}");

    private static string Host(string domain)
    {
        try
        {
            var host = new IdnMapping().GetAscii(domain.Trim().TrimEnd('.')).ToLowerInvariant();
            if (Uri.CheckHostName(host) == UriHostNameType.Dns && host.Contains('.', StringComparison.Ordinal) && !IPAddress.TryParse(host, out _))
            {
                return host;
            }
        }
        catch (ArgumentException)
        {
            // Says below what a host looks like.
        }
        throw new SettingsException($"Site:Https:Domains names “{domain}”, which is no host. Write it as example.org: no https://, no port, no star.");
    }
}
