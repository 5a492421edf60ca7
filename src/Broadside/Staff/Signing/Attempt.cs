namespace Broadside.Staff.Signing;

/// <summary>How often somebody tried within the hour: an address from a network, a network, everybody. In the database, so that two nodes count together.</summary>
public sealed class Attempt
{
    public required string Key { get; init; }

    public int Count { get; set; }

    public DateTimeOffset BeganAt { get; set; }

    public DateTimeOffset LastAt { get; set; }
}
