using Broadside.Kit;
using Broadside.Mail.Wire;

namespace Broadside.Mail.Routes;

/// <summary>One way out, as the operator set it: <c>Mail:Routes:N:…</c> No rate, cap or warm-up applies unless it is set.</summary>
public sealed record RouteSettings
{
    /// <summary>What it is called at the desk and in reports. Unset: its host.</summary>
    public string Name { get; init; } = "";

    public string Host { get; init; } = "";

    public int Port { get; init; } = 587;

    /// <summary><c>starttls</c>, <c>tls</c>, or <c>none</c> for a server on the same machine.</summary>
    public WireSecurity Tls { get; init; } = WireSecurity.Starttls;

    public string? User { get; init; }

    [Secret]
    public string? Password { get; init; }

    /// <summary><c>relay</c> hands everything to <see cref="Host"/>; <c>direct</c> asks the DNS for each recipient's own server.</summary>
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

    public string Called => Name.Length > 0 ? Name : Host;
}

public enum RouteKind
{
    Relay,
    Direct,
}
