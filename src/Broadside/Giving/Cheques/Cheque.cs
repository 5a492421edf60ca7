using Broadside.Kit;

namespace Broadside.Giving.Cheques;

/// <summary>A cheque by post or cash over the table, as the treasurer entered it. Its id is the number of its facts.</summary>
public sealed class Cheque
{
    public required string Id { get; init; }

    public required string Gift { get; init; }

    public ChequeSort Sort { get; init; }

    /// <summary>As it is printed on it.</summary>
    public string? Number { get; init; }

    public long Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary>When it came, as 2026-11-27.</summary>
    public required string Day { get; init; }

    public required string TakenBy { get; init; }

    public DateTimeOffset TakenAt { get; init; }

    /// <summary>The deposit that it went to the bank with.</summary>
    public string? Slip { get; set; }

    public DateTimeOffset? BouncedAt { get; set; }

    /// <summary>Entered by mistake and taken back.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    public Money Money() => new(Amount, Currency);
}

public enum ChequeSort
{
    Cheque,
    Cash,
}
