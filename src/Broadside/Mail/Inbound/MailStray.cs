namespace Broadside.Mail.Inbound;

/// <summary>How many messages of a day came in that tell nothing: of others, with a forged token, or in words that nobody understands.</summary>
public sealed class MailStray
{
    /// <summary>As "2026-11-22", in UTC.</summary>
    public required string Day { get; init; }

    /// <summary>As "forged".</summary>
    public required string Why { get; init; }

    public long Count { get; init; }
}
