using System.Text.RegularExpressions;

namespace Broadside.Mail.Inbound;

/// <summary>What a failed delivery means for the recipient: by the enhanced code (RFC 3463) first, then by the words, then by the reply code.</summary>
internal static class ReturnCode
{
    private static readonly Regex EnhancedForm = new(@"\b[245]\.\d{1,3}\.\d{1,3}\b", RegexOptions.NonBacktracking);
    private static readonly Regex ReplyForm = new(@"(?:^|[\s:;(<])(?:[45][0-5]\d)[ ,-](?:[245]\.\d|\w|<|\W)", RegexOptions.NonBacktracking);

    private static readonly Regex AtRecipient = Words(@"(?:reply to|after) rcpt|>>> rcpt|rcpt to response|\[rcpt_to\]|did not like our rcpt");
    private static readonly Regex AtText = Words(@"(?:reply to|after) (?:end of )?data|>>> (?:data|\.)");

    // Refused before anybody was named: whatever it says, it says of us.
    private static readonly Regex BeforeAnybody = Words(@"(?:reply to|after) (?:initial connection|ehlo|helo)|>>> (?:ehlo|helo) [^>]{0,200}<<< 5|>>> mail from: ?<[^>]{0,300}>[^>]{0,200}<<< 5");

    // Bare of any reason, in answer to the name: it is the name.
    private static readonly Regex NameAlone = Words(@"\b(?:recipient )?address rejected\.?\s*$");
    private static readonly Regex NotFoundThere = Words(@"because the address couldn.?t be found\.");

    // RFC 3463 §3.7: 5.6 is the form of a message, which a server cannot take, and no policy unless it says so.
    private static readonly Regex Unwelcome = Words(@"spam|virus|malware|unsolicited");

    // RFC 7504: a host or a domain that takes no mail at all says so by these.
    private static readonly Regex TakesNoMail = Words(@"not? accept");

    // Said by two of the largest after the text, and true.
    private static readonly Regex NoSuchAddress = Words(@"recipient address rejected: access denied");
    private static readonly Regex HasNoAccount = Words(@"user doesn't have an? \S+ account|(?:host|domain)\b[^\n:]{0,60}(?:unknown|not found|does not exist|not accept)|\b(?:mail\.local|procmail|maildrop): unknown user");

    /// <summary>The first enhanced code in the words that says more than that something went wrong; empty where there is none.</summary>
    public static string In(string words)
    {
        var found = "";
        foreach (Match match in EnhancedForm.Matches(words))
        {
            // Not a piece of an IP address or of a version.
            var end = match.Index + match.Length;
            if ((match.Index > 0 && words[match.Index - 1] == '.') || (end < words.Length - 1 && words[end] == '.' && char.IsAsciiDigit(words[end + 1])))
            {
                continue;
            }
            if (SaysMuch(match.Value))
            {
                return match.Value;
            }
            found = found.Length == 0 ? match.Value : found;
        }
        return found;
    }

    /// <summary>The first reply code of RFC 5321 in the words; 0 where there is none.</summary>
    public static int ReplyIn(string words)
    {
        var match = ReplyForm.Match(words);
        if (!match.Success)
        {
            return 0;
        }
        var digits = match.Value.AsSpan().TrimStart(" \t\r\n:;(<");
        return int.Parse(digits[..3], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <param name="status">The enhanced code; empty where there is none.</param>
    /// <param name="words">The far server's.</param>
    /// <param name="transcript">All that was told, which may say at which step it was refused.</param>
    public static MailReturn Meaning(string status, string words, string transcript)
    {
        var reply = ReplyIn(words);
        if (status.StartsWith('4') || (status.Length == 0 && reply is >= 400 and < 500))
        {
            return MailReturn.Soft;
        }
        if (NoSuchAddress.IsMatch(words))
        {
            return MailReturn.Hard;
        }
        var meant = ReturnWords.Meaning(words) ?? (reply == 0 ? ReturnWords.Meaning(transcript) : null);
        if ((meant is null or MailReturn.Hard) && BeforeAnybody.IsMatch(transcript))
        {
            return MailReturn.Policy;
        }
        if (meant is null && IsNobody(reply, words, transcript))
        {
            return MailReturn.Hard;
        }
        return Specific(status, meant, words, transcript) ?? (meant != MailReturn.Hard || reply == 0 || WasRecipient(words, transcript) ? meant : null) ?? MailReturn.Soft;
    }

    /// <summary>False for 5.0.0 and its kind, behind which anything may stand.</summary>
    public static bool SaysMuch(string status) => status.Length > 0 && !status.EndsWith(".0", StringComparison.Ordinal) && !status[1..].StartsWith(".0.", StringComparison.Ordinal);

    // Where the far server's words say no more than no.
    private static bool IsNobody(int reply, string words, string transcript) =>
        (reply is 521 or 556 && TakesNoMail.IsMatch(words))
        || NotFoundThere.IsMatch(transcript)
        || (NameAlone.IsMatch(words) && AtRecipient.IsMatch(transcript));

    private static MailReturn? Specific(string status, MailReturn? meant, string words, string transcript) => status switch
    {
        "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" => meant ?? MailReturn.Hard,
        "5.1.7" or "5.1.8" => MailReturn.Policy,
        // A disabled mailbox, or no way to its host: for good, unless the words speak of now.
        "5.2.1" when !WasRecipient(words, transcript) => meant == MailReturn.Policy ? MailReturn.Policy : MailReturn.Soft,
        "5.1.351" or "5.2.1" or "5.4.4" => meant is { } said and not MailReturn.Hard ? said : WasText(transcript) ? MailReturn.Soft : MailReturn.Hard,
        "5.2.2" or "5.2.3" or "5.2.4" or "5.3.1" or "5.3.4" => MailReturn.Soft,
        _ when status.StartsWith("5.7.", StringComparison.Ordinal) => meant != MailReturn.Hard ? MailReturn.Policy : WasRecipient(words, transcript) ? MailReturn.Hard : MailReturn.Soft,
        _ when status.StartsWith("5.6.", StringComparison.Ordinal) => Unwelcome.IsMatch(words) ? MailReturn.Policy : MailReturn.Soft,
        _ => null,
    };

    // A server that knows its people refuses a name when it is named. One that says so after it has the text is a filter that
    // does not want to be told from an empty house: the recipient may well be there.
    private static bool WasText(string transcript) => AtText.IsMatch(transcript) && !AtRecipient.IsMatch(transcript);

    private static bool WasRecipient(string words, string transcript) => AtRecipient.IsMatch(transcript) || HasNoAccount.IsMatch(words);

    private static Regex Words(string form) => new(form, RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
