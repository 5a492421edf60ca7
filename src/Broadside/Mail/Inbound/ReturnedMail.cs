namespace Broadside.Mail.Inbound;

/// <summary>What a message that came in says about one that left here.</summary>
public sealed record ReturnedMail
{
    /// <summary>Nothing where it says nothing of the kind: somebody wrote, or a delivery is confirmed.</summary>
    public MailReturn? Kind { get; init; }

    /// <summary>The enhanced status code, as "5.1.1"; empty where there is none.</summary>
    public string Status { get; init; } = "";

    /// <summary>The far server's own words, on one line.</summary>
    public string Words { get; init; } = "";

    /// <summary>Whom it is about, as the far server wrote it; empty where it does not say.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>What looks like a token of ours, the likeliest first. Whether one is must be asked of <see cref="MailToken"/>.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];
}
