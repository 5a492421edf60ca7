using Broadside.Themes;

namespace Broadside.Site.Subscribing;

/// <summary>The page to sign up: the form, the form with what is missing, or "look into your mailbox".</summary>
[Shown]
public sealed record SubscribeView
{
    public required string Action { get; init; }

    /// <summary>What they agree to, in words.</summary>
    public required string Promise { get; init; }

    public bool IsSent { get; init; }

    /// <summary>What is wrong with what was typed, shown at the field.</summary>
    public string? Fault { get; init; }

    public string? Address { get; init; }

    /// <summary>A small sum to do, when sign-ups come in crowds.</summary>
    public string? Question { get; init; }

    /// <summary>Goes with the answer.</summary>
    public string? Paper { get; init; }

    public required ChoiceFields Fields { get; init; }
}
