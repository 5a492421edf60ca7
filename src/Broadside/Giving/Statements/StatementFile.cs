using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>A file from a bank, as it was read. Where it is refused nothing of it may be posted, and what could be read is shown all the same.</summary>
/// <param name="Format"><c>camt.052</c>, <c>camt.053</c>, <c>camt.054</c>, <c>mt940</c>, <c>mt942</c> or <c>csv</c>; empty where it is none of them.</param>
/// <param name="Statements">In the order of the file.</param>
/// <param name="Refused">One sentence, or null.</param>
public sealed record StatementFile(string Format, IReadOnlyList<Statement> Statements, string? Refused)
{
    /// <summary>What a person should look at and nothing is refused for, as a gap between two statements.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>What happened on one account in one stretch of time, or one page of that.</summary>
/// <param name="Id">The bank's own.</param>
/// <param name="Account">An IBAN where the bank states one; else as the bank writes it, without spaces.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Opening">Booked balance before the first line; below zero is owed. Null where none is stated.</param>
/// <param name="Closing">Booked balance after the last.</param>
/// <param name="Lines">In the order of the file.</param>
public sealed record Statement(string Id, string Account, string Currency, Money? Opening, Money? Closing, IReadOnlyList<StatementLine> Lines);
