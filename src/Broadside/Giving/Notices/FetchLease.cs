namespace Broadside.Giving.Notices;

/// <summary>Who asks about a thing just now.</summary>
public sealed class FetchLease
{
    public required string Rail { get; init; }

    public required string Remote { get; init; }

    public required string Holder { get; set; }

    public DateTimeOffset Until { get; set; }
}
