namespace Broadside.Mail.Wire;

/// <summary>What the far end said to one command, or that it said nothing more.</summary>
/// <param name="Code">The reply code of RFC 5321 (250, 451, 550…); 0 when the connection was lost before an answer came.</param>
/// <param name="Text">The server's own words, lines joined by a space; for a lost connection, what happened to it.</param>
/// <param name="Step">What it answered to.</param>
public readonly record struct SmtpAnswer(int Code, string Text, SmtpStep Step = SmtpStep.Connect)
{
    public static SmtpAnswer Lost(string why, SmtpStep step = SmtpStep.Connect) => new(0, why, step);

    public bool IsLost => Code == 0;

    public bool IsGood => Code is >= 200 and < 400;

    /// <summary>4xx: another try may do.</summary>
    public bool IsLater => Code is >= 400 and < 500;

    /// <summary>5xx: never.</summary>
    public bool IsNever => Code >= 500;

    /// <summary>The enhanced code of RFC 3463 at the start of the text, as "5.1.1"; empty where the server gave none.</summary>
    public string Enhanced
    {
        get
        {
            var end = Text.IndexOf(' ');
            var first = end < 0 ? Text : Text[..end];
            var parts = first.Split('.');
            return parts is [[>= '2' and <= '5'], { Length: > 0 and <= 3 }, { Length: > 0 and <= 3 }] && parts.All(p => p.All(char.IsAsciiDigit)) ? first : "";
        }
    }

    public override string ToString() => IsLost ? Text : $"{Code} {Text}";
}

/// <summary>The steps of handing one message over.</summary>
public enum SmtpStep
{
    Connect,
    SignIn,
    Sender,
    Recipient,

    /// <summary>Asking to send the text, and sending it: all that comes before the final dot.</summary>
    Text,

    /// <summary>The final dot: from here on the message may have been taken.</summary>
    End,
}
