using Broadside.Kit;

namespace Broadside.Giving.Cheques;

/// <summary>What stands on a cheque, or was counted over the table.</summary>
/// <param name="Sort">Which of the two.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Day">When it came.</param>
public sealed record ChequeForm(ChequeSort Sort, Money Amount, DateOnly Day)
{
    public string? Number { get; init; }

    /// <summary>Of the gift that it is for, where the donor wrote it.</summary>
    public string? Reference { get; init; }

    public string? Fund { get; init; }

    public string? Campaign { get; init; }

    public string? Name { get; init; }

    public string? Email { get; init; }
}
