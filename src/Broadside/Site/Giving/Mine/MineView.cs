using Broadside.Site.Subscribing;
using Broadside.Themes;

namespace Broadside.Site.Giving.Mine;

/// <summary>A donor's own page: the form that asks for its link, or what it shows to whoever opened it.</summary>
[Shown]
public sealed record MineView
{
    public required string Action { get; init; }

    /// <summary>What was just done.</summary>
    public string? Said { get; init; }

    /// <summary>What is wrong with what was typed.</summary>
    public string? Fault { get; init; }

    /// <summary>As typed into the form that asks for the link.</summary>
    public string? Address { get; init; }

    /// <summary>Who is here, in words; nothing before the link was opened.</summary>
    public string? Who { get; init; }

    public IReadOnlyList<MinePlan> Plans { get; init; } = [];

    public IReadOnlyList<MineGift> Gifts { get; init; } = [];

    /// <summary>One for each year.</summary>
    public IReadOnlyList<Link> Statements { get; init; } = [];

    public IReadOnlyList<ChoiceField> Visibilities { get; init; } = [];

    public string? Name { get; init; }
}

/// <summary>A regular gift, and what may be done with it.</summary>
[Shown]
public sealed record MinePlan
{
    public required string Id { get; init; }

    /// <summary>As "10.00 EUR a month".</summary>
    public required string What { get; init; }

    /// <summary>By which rail, how it stands, when it comes next.</summary>
    public required string State { get; init; }

    public bool IsOver { get; init; }

    public bool CanChange { get; init; }

    public bool CanResume { get; init; }

    /// <summary>Where it may be continued by another way.</summary>
    public string? Continue { get; init; }

    public required string AmountLabel { get; init; }

    public required string Amount { get; init; }
}

/// <summary>A receipt in the list.</summary>
[Shown]
public sealed record MineGift
{
    public required Link Receipt { get; init; }

    public required string Date { get; init; }

    public required string Amount { get; init; }

    public required string Purpose { get; init; }

    /// <summary>Says that it was taken back.</summary>
    public string? Void { get; init; }
}
