namespace Broadside.Mail.Inbound;

/// <summary>One message that came back, as it is kept: what it means and in whose words, without the address of a reader.</summary>
public sealed class KeptReturn
{
    /// <summary>SHA-256 of the message, in hexadecimal.</summary>
    public required string Hash { get; init; }

    public required string Token { get; init; }

    public required MailReturn Kind { get; init; }

    public required string Status { get; init; }

    public required string Words { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
