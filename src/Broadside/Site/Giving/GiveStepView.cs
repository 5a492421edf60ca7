using Broadside.Themes;

namespace Broadside.Site.Giving;

/// <summary>One step after the form: the one link to where the donor pays, another way when a rail is down, what stands with a gift.</summary>
[Shown]
public sealed record GiveStepView
{
    public required string Title { get; init; }

    public IReadOnlyList<string> Texts { get; init; } = [];

    public IReadOnlyList<TransferRow> Rows { get; init; } = [];

    /// <summary>Leads to the rail's own page, on another host.</summary>
    public Link? Open { get; init; }

    /// <summary>Accounts to transfer to; on the pages of banks and cheques.</summary>
    public IReadOnlyList<TransferAccount> Accounts { get; init; } = [];

    /// <summary>What is printed and taken to the bank.</summary>
    public string? Slip { get; init; }

    /// <summary>Where the button's form goes; null: there is no button.</summary>
    public string? Action { get; init; }

    public string Button { get; init; } = "";

    public string Attempt { get; init; } = "";

    public string Token { get; init; } = "";

    public string Language { get; init; } = "";

    /// <summary>The one that the button takes.</summary>
    public string Rail { get; init; } = "";

    /// <summary>More than one: the donor chooses.</summary>
    public IReadOnlyList<GiveRail> Rails { get; init; } = [];

    public string? Fault { get; init; }

    public string? Question { get; init; }

    public string? Paper { get; init; }

    public IReadOnlyList<Link> Links { get; init; } = [];
}
