namespace Broadside.Giving.Ledger;

/// <summary>One line of an entry.</summary>
public sealed class PostingRow
{
    /// <summary>The entry's <see cref="EntryRow.Seq"/>.</summary>
    public long Entry { get; init; }

    public int Line { get; init; }

    public required string Account { get; init; }

    /// <summary>Smallest units; debits above zero.</summary>
    public long Amount { get; init; }

    public required string Currency { get; init; }
}
