namespace Broadside.Mail.Letters;

/// <summary>A message to be posted to one person.</summary>
public sealed record NewLetter
{
    /// <summary>What it is for, as "confirm".</summary>
    public required string Kind { get; init; }

    public required string To { get; init; }

    public required string Subject { get; init; }

    /// <summary>Complete by itself; lines end with a line feed.</summary>
    public required string Text { get; init; }

    /// <summary>A whole HTML document that says the same, or nothing.</summary>
    public string? Html { get; init; }

    /// <summary>Of the words, as "es".</summary>
    public required string Language { get; init; }

    public string? ReplyTo { get; init; }

    /// <summary>Fields beside the usual ones.</summary>
    public IReadOnlyList<MailField> Fields { get; init; } = [];

    public Doubt Doubt { get; init; } = Doubt.Resend;
}
