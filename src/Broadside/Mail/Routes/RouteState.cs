namespace Broadside.Mail.Routes;

/// <summary>What a route has lived through: whether it may be used, and what went out by it.</summary>
public sealed class RouteState
{
    public required string Name { get; init; }

    /// <summary>Until then it is not tried: three connections failed, or the server asked for a pause.</summary>
    public DateTimeOffset? RestsUntil { get; set; }

    /// <summary>A person must look first: the far end refuses our mail by its policy.</summary>
    public bool IsStopped { get; set; }

    /// <summary>The server's own words.</summary>
    public string? Reason { get; set; }

    public int Failures { get; set; }

    /// <summary>When its first message was taken: the warm-up counts from here.</summary>
    public DateTimeOffset? FirstUsedAt { get; set; }

    /// <summary>The UTC hour that <see cref="InHour"/> counts.</summary>
    public DateTimeOffset HourBegan { get; set; }

    public int InHour { get; set; }

    /// <summary>The UTC day that <see cref="InDay"/> counts.</summary>
    public DateTimeOffset DayBegan { get; set; }

    public int InDay { get; set; }
}
