using Broadside.Kit;
using Broadside.Mail.Wire;

namespace Broadside.Mail.Routes;

/// <summary>One way out, as the operator set it: <c>Mail:Routes:N:…</c> No rate, cap or warm-up applies unless it is set.</summary>
public sealed record RouteSettings
{
    /// <summary>What it is called at the desk and in reports. Unset: its host.</summary>
    public string Name { get; init; } = "";

    public string Host { get; init; } = "";

    /// <summary>0: 587, and 25 for a direct route.</summary>
    public int Port { get; init; }

    /// <summary><c>starttls</c>, <c>tls</c>, or <c>none</c> for a server on the same machine. A direct route takes what each server offers.</summary>
    public WireSecurity Tls { get; init; } = WireSecurity.Starttls;

    public string? User { get; init; }

    [Secret]
    public string? Password { get; init; }

    /// <summary><c>relay</c> hands everything to <see cref="Host"/>; <c>direct</c> asks the DNS for each recipient's own server; <c>outbox</c> writes files.</summary>
    public RouteKind Kind { get; init; }

    /// <summary>Whether messages are signed here; false where the relay signs.</summary>
    public bool Sign { get; init; } = true;

    public int MaxConnections { get; init; } = 8;

    /// <summary>Messages on one connection; 0: no cap.</summary>
    public int MaxPerConnection { get; init; }

    /// <summary>Messages a second; 0: no limit.</summary>
    public double PerSecond { get; init; }

    /// <summary>Messages an hour; 0: no limit.</summary>
    public int PerHour { get; init; }

    /// <summary>Messages a day; 0: no limit.</summary>
    public int PerDay { get; init; }

    /// <summary>Messages a minute to one recipient's domain; 0: no limit.</summary>
    public int PerDomain { get; init; }

    /// <summary>A new route's first day: so many messages, doubled each day; 0: no warm-up.</summary>
    public int WarmUp { get; init; }

    /// <summary>How long the answer to a whole message may take, ten minutes at most. Long, because a server that answers late may have taken it (RFC 1047).</summary>
    public TimeSpan LastPatience { get; init; } = SmtpTarget.LongestPatience;

    /// <summary>Whether a direct route may send to servers of the local network.</summary>
    public bool AllowPrivateHosts { get; init; }

    public string Called => Name.Length > 0 ? Name : Kind == RouteKind.Relay ? Host : Kind.ToString().ToLowerInvariant();

    /// <summary>Where it leads, for people.</summary>
    public string Where => Kind switch
    {
        RouteKind.Relay => $"{Host}:{PortUsed}",
        RouteKind.Direct => "each reader's own mail server",
        _ => "",
    };

    public int PortUsed => Port > 0 ? Port : Kind == RouteKind.Direct ? 25 : 587;
}

public enum RouteKind
{
    Relay,
    Direct,
    Outbox,
}
