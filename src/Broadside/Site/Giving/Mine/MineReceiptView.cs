using Broadside.Themes;

namespace Broadside.Site.Giving.Mine;

/// <summary>A receipt, or all of a year, made to be printed.</summary>
[Shown]
public sealed record MineReceiptView
{
    public required string Title { get; init; }

    public required string Outlet { get; init; }

    /// <summary>Who received it.</summary>
    public required string To { get; init; }

    public IReadOnlyList<MineReceiptLine> Lines { get; init; } = [];

    /// <summary>What the lines come to, one for each currency.</summary>
    public IReadOnlyList<string> Sums { get; init; } = [];

    /// <summary>What it says about tax.</summary>
    public required string Text { get; init; }

    public string? Void { get; init; }

    public required Link Back { get; init; }
}

[Shown]
public sealed record MineReceiptLine(string Number, string Date, string Amount);
