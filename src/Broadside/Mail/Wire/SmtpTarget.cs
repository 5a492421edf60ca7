namespace Broadside.Mail.Wire;

/// <summary>Where to connect and how to present oneself.</summary>
public sealed record SmtpTarget
{
    /// <summary>No answer is waited for longer.</summary>
    public static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(10);

    public required string Host { get; init; }

    /// <summary>Connected to, rather than asking the system for <see cref="Host"/>.</summary>
    public System.Net.IPAddress? Address { get; init; }

    public required int Port { get; init; }

    public WireSecurity Security { get; init; } = WireSecurity.Starttls;

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>The name given in EHLO: this machine's public name.</summary>
    public required string Name { get; init; }

    /// <summary>How long connecting, and each answer but the last, may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the answer to the whole message may take. Long, because a server that answers late may have taken it (RFC 1047).</summary>
    public TimeSpan LastPatience { get; init; } = LongestPatience;
}

/// <summary>How the connection is kept private.</summary>
public enum WireSecurity
{
    /// <summary>Plain text, where the operator says so: for a server on the same machine.</summary>
    None,

    /// <summary>Plain at first, then TLS by STARTTLS, or nothing is sent.</summary>
    Starttls,

    /// <summary>TLS where the server offers it, whatever its certificate says (RFC 7435): mail servers of strangers have no better.</summary>
    Offered,

    /// <summary>TLS from the first byte.</summary>
    Tls,
}
