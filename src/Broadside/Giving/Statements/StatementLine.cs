using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>One entry of a statement: <c>Ntry</c> in CAMT, <c>:61:</c> in MT940, a row of a table.</summary>
public sealed record StatementLine
{
    /// <summary>When the bank booked it; where it does not say, from when it counts.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>From when it counts for interest.</summary>
    public DateOnly? ValueDate { get; init; }

    /// <summary>Below zero leaves the account.</summary>
    public required Money Amount { get; init; }

    /// <summary>What the payer gave as one: the creditor reference where there is one, else the end-to-end reference.</summary>
    public string? Reference { get; init; }

    /// <summary>The bank's own.</summary>
    public string? BankReference { get; init; }

    /// <summary>Who sent or got it.</summary>
    public string? Counterparty { get; init; }

    /// <summary>Their account.</summary>
    public string? CounterpartyAccount { get; init; }

    /// <summary>What the payer wrote.</summary>
    public string? Remittance { get; init; }

    /// <summary>False while the bank only announces it: it is shown and never posted.</summary>
    public bool IsBooked { get; init; } = true;

    /// <summary>The payments that a collective entry is made of, as far as the bank tells them.</summary>
    public IReadOnlyList<StatementDetail> Details { get; init; } = [];

    /// <summary>The same for the same entry in any file, another for every other one of the account: by it nothing is posted twice. See <see cref="LineKeys"/>.</summary>
    public string Key { get; init; } = "";
}

/// <param name="Amount">Null where the bank tells it of the whole entry alone.</param>
public sealed record StatementDetail(Money? Amount, string? Reference, string? Counterparty, string? CounterpartyAccount, string? Remittance);
