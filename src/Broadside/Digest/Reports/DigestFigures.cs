namespace Broadside.Digest.Reports;

/// <summary>What became of a digest, in numbers: no reader can be found in it, and it outlives them all.</summary>
public sealed record DigestFigures
{
    /// <summary>Seconds since 1970.</summary>
    public required long CountedAt { get; init; }

    /// <summary>How many there are in each state, by its word in the ledger.</summary>
    public IReadOnlyDictionary<string, long> States { get; init; } = new Dictionary<string, long>();

    public IReadOnlyList<FigureLine> Routes { get; init; } = [];

    /// <summary>The recipients' domains, the largest first.</summary>
    public IReadOnlyList<FigureLine> Domains { get; init; } = [];

    /// <summary>How many more domains there are.</summary>
    public int OtherDomains { get; init; }

    /// <summary>What was accepted in each hour.</summary>
    public IReadOnlyList<FigureHour> Hours { get; init; } = [];

    public long Of(string state) => States.GetValueOrDefault(state);

    /// <summary>Who can still get it.</summary>
    public long Left => Of("pending") + Of("claimed") + Of("inflight") + Of("deferred");

    public long All => States.Values.Sum();
}

/// <param name="Name">Of a route or a domain.</param>
public sealed record FigureLine(string Name, long All, long Accepted, long Deferred, long Failed);

/// <param name="Hour">Hours since 1970.</param>
public sealed record FigureHour(long Hour, long Accepted);
