using Broadside.Site.Subscribing;
using Broadside.Themes;

namespace Broadside.Site.Giving;

/// <summary>The giving page: what for, how much, how often, by what.</summary>
[Shown]
public sealed record GiveView
{
    public required string Title { get; init; }

    /// <summary>False: nothing is set up, and the page says so kindly.</summary>
    public bool IsOpen { get; init; }

    public required string Intro { get; init; }

    public GiveCampaign? Campaign { get; init; }

    /// <summary>Something that the donor has to know before they pay, as that a campaign is over.</summary>
    public string? Notice { get; init; }

    /// <summary>All that has to be put right, each with the field that it leads to.</summary>
    public IReadOnlyList<GiveFault> Faults { get; init; } = [];

    public string Action { get; init; } = "";

    public string Token { get; init; } = "";

    public string Language { get; init; } = "";

    public string CampaignId { get; init; } = "";

    public IReadOnlyList<ChoiceField> Intervals { get; init; } = [];

    public IReadOnlyList<ChoiceField> Amounts { get; init; } = [];

    public bool IsOwn { get; init; }

    public string Own { get; init; } = "";

    public string OwnHint { get; init; } = "";

    /// <summary>The one that amounts are in.</summary>
    public string Currency { get; init; } = "";

    /// <summary>None where there is one alone.</summary>
    public IReadOnlyList<ChoiceField> Currencies { get; init; } = [];

    /// <summary>None where there is one alone.</summary>
    public IReadOnlyList<ChoiceField> Funds { get; init; } = [];

    public string Fund { get; init; } = "";

    public bool HasCover { get; init; }

    public bool IsCover { get; init; }

    public IReadOnlyList<GiveRail> Rails { get; init; } = [];

    public string Email { get; init; } = "";

    public string Name { get; init; } = "";

    public string Tribute { get; init; } = "";

    public IReadOnlyList<ChoiceField> Visibilities { get; init; } = [];

    public IReadOnlyList<ChoiceField> Countries { get; init; } = [];

    /// <summary>Something in the part that is folded away was filled in or is wrong.</summary>
    public bool ShowsMore { get; init; }

    /// <summary>Who legally receives it.</summary>
    public string Recipient { get; init; } = "";

    public string Tax { get; init; } = "";

    /// <summary>A small sum, while somebody tries stolen cards.</summary>
    public string? Question { get; init; }

    public string? Paper { get; init; }

    public bool AmountIsWrong { get; init; }

    public bool RailIsWrong { get; init; }

    public bool EmailIsWrong { get; init; }

    public bool NameIsWrong { get; init; }

    public bool TributeIsWrong { get; init; }

    public bool AnswerIsWrong { get; init; }

    public IReadOnlyList<Link> Links { get; init; } = [];
}

/// <param name="Field">Its id on the page.</param>
[Shown]
public sealed record GiveFault(string Field, string Text);

/// <param name="Id">What the form sends.</param>
/// <param name="Hint">What a donor has to know of it: where they go, what it costs.</param>
/// <param name="Fee">What covering its fee would add; null: it has none.</param>
[Shown]
public sealed record GiveRail(string Id, string Name, string? Hint, string? Fee, bool IsChosen);

/// <param name="Raised">"3,250 EUR of 10,000 EUR".</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="Givers">"41 people gave".</param>
/// <param name="Ends">Until when; null: open.</param>
/// <param name="Counted">When the sum was counted.</param>
/// <param name="Latest">Who wants to be named, as "Ana, Ben and Carmen"; null: nobody.</param>
[Shown]
public sealed record GiveCampaign(string Title, string Raised, int Percent, string? Givers, string? Ends, string? Counted, string? Latest, string Href, string Goal);
