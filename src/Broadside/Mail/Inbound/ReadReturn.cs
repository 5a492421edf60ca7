using System.Text.RegularExpressions;
using MimeKit;

namespace Broadside.Mail.Inbound;

/// <summary>
/// Reads what came back: delivery reports (RFC 3464) and the many bounces that are none, complaints (RFC 5965), wishes to
/// leave, machines that answer (RFC 3834). Whatever the bytes, it never throws, and when in doubt nobody is dropped.
/// </summary>
public static class ReadReturn
{
    private const int LongestWords = 1000;

    private static readonly Regex Bouncer = new(
        @"mailer.?daemon|post.?master|mail.?delivery|delivery.?(?:sub)?system|mail.?administrator|mail.?system|undeliver|postoffice|\bmmdf\b|smtp.?gateway|mailmaster",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex BounceSubject = new(
        @"undeliver|undeliv|returned mail|failure notice|delivery (?:status|fail|notif|report|problem|error|has)|mail (?:delivery|system error|could not|failure)|non.?deliver|could not (?:be )?deliver|not (?:been )?delivered|returning message|delivery.*failed|message (?:delivery|status|not)|failed delivery|bounce|unzustellbar|no (?:se )?(?:ha )?(?:podido )?entrega|mail status report|nondeliverable|user unknown|warning: (?:message|could)|dirwait|error sending|\bndn\b|unable to deliver|email (?:delivery|address)|メール",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex AwaySubject = new(
        @"out of (?:the )?office|auto.?(?:matic)? ?(?:reply|response|antwort)|autoreply|away from|on vacation|on leave|abwesen|absence|fuera de (?:la )?oficina|respuesta autom|réponse automatique|r[eé]ponse auto|ausente|vacaciones|^auto:",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex LeaveSubject = new(@"^\s*(?:unsubscribe|cancelar suscripci[oó]n|darse? de baja|baja)\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    // The reports of a large provider that are no feedback reports by the standard.
    private static readonly Regex ComplaintSubject = new(@"^\s*complaint about message from ", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    // What Amazon tells of a bounce, sent by mail: JSON whose long lines were broken on the way, so that no parser takes it.
    private static readonly Regex Notice = new(@"""notificationType""\s*:\s*""Bounce""", RegexOptions.NonBacktracking);
    private static readonly Regex NoticeStatus = new(@"""status""\s*:\s*""[245]\.\d{1,3}\.\d{1,3}""", RegexOptions.NonBacktracking);
    private static readonly Regex NoticeWords = new(@"""diagnosticCode""\s*:\s*""[^""]*""", RegexOptions.NonBacktracking);

    private static readonly Regex Refusal = new(@"^<<< [45]\d\d[ -]", RegexOptions.NonBacktracking);

    private static readonly Regex Address = new(@"[\w.+=&'-]{1,80}@[\w-]+(?:\.[\w-]+)+", RegexOptions.NonBacktracking);

    /// <param name="message">Header and body as they came.</param>
    /// <param name="to">The address that the envelope named, where the way in knows it.</param>
    public static ReturnedMail Run(byte[] message, string? to = null)
    {
        var parts = ReturnParts.Of(message);
        var read = Meaning(parts, to);
        return read with { Words = OneLine(read.Words), Tokens = [.. ReturnTokens.In(parts, to), .. read.Tokens] };
    }

    private static ReturnedMail Meaning(ReturnParts parts, string? to)
    {
        if (parts.Complaint is { } complaint)
        {
            return Complaint(complaint, parts);
        }
        if (Report(parts) is { } report)
        {
            return report;
        }
        var subject = Value(parts.Header, HeaderId.Subject);
        if (parts.IsReadReceipt)
        {
            return new ReturnedMail { Kind = MailReturn.Auto, Words = subject };
        }
        if (Noticed(parts.Text) is { } noticed)
        {
            return noticed;
        }
        if (IsBounce(parts, subject))
        {
            return Told(parts);
        }
        // Before the machines: some mail programs send the wish to leave as an automatic message.
        if ((ReturnTokens.AsksToLeave(parts.Header, to) && !AwaySubject.IsMatch(subject)) || LeaveSubject.IsMatch(subject))
        {
            return new ReturnedMail { Kind = MailReturn.Left, Words = subject };
        }
        if (ComplaintSubject.IsMatch(subject) && parts.Original.Length > 0)
        {
            return new ReturnedMail { Kind = MailReturn.Complaint, Words = subject };
        }
        return new ReturnedMail { Kind = IsMachine(parts.Header, subject) ? MailReturn.Auto : null, Words = subject };
    }

    private static ReturnedMail Complaint(HeaderList fields, ReturnParts parts)
    {
        var type = Value(fields, "Feedback-Type").ToLowerInvariant();
        MailReturn? kind = type switch
        {
            // Whether our signatures are good is no reader's wish.
            "auth-failure" or "not-spam" or "dkim" => null,
            "opt-out" or "opt-out-list" => MailReturn.Left,
            _ => MailReturn.Complaint,
        };
        var about = Value(fields, "Original-Rcpt-To") is { Length: > 0 } named ? named : Value(fields, "Removal-Recipient");
        return new ReturnedMail { Kind = kind, Words = $"{type}: {Value(parts.Header, HeaderId.Subject)}", Recipient = AddressIn(about) };
    }

    // The worst of what is reported, because a message of ours had one recipient.
    private static ReturnedMail? Report(ReturnParts parts)
    {
        ReturnedMail? worst = null;
        foreach (var group in parts.Reports)
        {
            var action = Value(group, "Action").Split(' ', '(')[0].ToLowerInvariant();
            var status = ReturnCode.In(Value(group, "Status"));
            if (action.Length == 0 && status.Length == 0)
            {
                continue;
            }
            var read = action is "delivered" or "relayed" or "expanded" || status.StartsWith('2')
                ? new ReturnedMail { Status = status }
                : Failed(group, action, status, parts);
            if (worst is null || Rank(read.Kind) < Rank(worst.Kind))
            {
                worst = read;
            }
        }
        return worst;
    }

    private static ReturnedMail Failed(HeaderList group, string action, string status, ReturnParts parts)
    {
        var words = Value(group, "Diagnostic-Code") is { Length: > 0 } said ? said[(said.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim() : "";
        var about = AddressIn(Value(group, "Final-Recipient") is { Length: > 0 } final ? final : Value(group, "Original-Recipient"));
        if (action == "delayed")
        {
            return new ReturnedMail { Kind = MailReturn.Soft, Status = status, Words = words, Recipient = about };
        }
        words = OneLine(words);
        var told = words.Length > 0 ? words : parts.Told;
        if (!ReturnCode.SaysMuch(status) && ReturnCode.In(told) is { Length: > 0 } better && (ReturnCode.SaysMuch(better) || status.Length == 0))
        {
            status = better;
        }
        var kind = ReturnCode.Meaning(status, told, $"{parts.Told} {words}");
        return new ReturnedMail { Kind = kind, Status = status, Words = words.Length > 0 ? words : Essence(parts.Text), Recipient = about };
    }

    private static ReturnedMail Told(ReturnParts parts)
    {
        var status = ReturnCode.In(parts.Told);
        return new ReturnedMail
        {
            Kind = ReturnCode.Meaning(status, Answer(parts.Text) ?? parts.Told, parts.Told),
            Status = status,
            Words = Essence(parts.Text),
            Recipient = AddressIn(Value(parts.Header, "X-Failed-Recipients") is { Length: > 0 } named ? named : parts.Text),
        };
    }

    private static ReturnedMail? Noticed(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            return null;
        }
        // A notice may stand within another one, as a text.
        var plain = text.Replace("\\\"", "\"", StringComparison.Ordinal);
        var notice = Notice.Match(plain);
        if (!notice.Success)
        {
            return null;
        }
        var told = plain[notice.Index..];
        var (status, words) = (ReturnCode.In(NoticeStatus.Match(told).Value), NoticeWords.Match(told).Value);
        words = words[(words.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim(' ', '"');
        return new ReturnedMail { Kind = ReturnCode.Meaning(status, words, words), Status = status, Words = words, Recipient = AddressIn(told), Tokens = ReturnTokens.In(told) };
    }

    // Of a session that was written down the first answer that refused: what comes behind it only gives up.
    private static string? Answer(string text)
    {
        var answers = text.Split('\n', StringSplitOptions.TrimEntries).SkipWhile(l => !Refusal.IsMatch(l)).TakeWhile(l => l.StartsWith("<<<", StringComparison.Ordinal));
        var answer = string.Join(' ', answers.Select(l => l[3..].Trim()));
        return answer.Length > 0 ? answer : null;
    }

    private static bool IsBounce(ReturnParts parts, string subject)
    {
        var header = parts.Header;
        if (header.Contains("X-Failed-Recipients") || header.Contains("X-Failed-Recipient"))
        {
            return true;
        }
        var type = header[HeaderId.ContentType] ?? "";
        var isReport = type.Contains("multipart/report", StringComparison.OrdinalIgnoreCase) && !type.Contains("disposition", StringComparison.OrdinalIgnoreCase);
        var isNobody = header.Contains(HeaderId.ReturnPath) && Value(header, HeaderId.ReturnPath).Trim() is "<>" or "";
        var signs = (Bouncer.IsMatch(Value(header, HeaderId.From)) ? 1 : 0) + (BounceSubject.IsMatch(subject) ? 1 : 0) + (isReport ? 1 : 0)
            + (isNobody && !AwaySubject.IsMatch(subject) ? 1 : 0) + ((parts.Original.Length > 0 || ReturnCode.ReplyIn(parts.Told) >= 500) && ReturnWords.Meaning(parts.Told) is not null ? 1 : 0);
        return signs >= 2;
    }

    private static bool IsMachine(HeaderList header, string subject)
    {
        var automatic = Value(header, "Auto-Submitted").Trim();
        var precedence = Value(header, HeaderId.Precedence).Trim();
        return (automatic.Length > 0 && !automatic.StartsWith("no", StringComparison.OrdinalIgnoreCase))
            || precedence.Equals("auto_reply", StringComparison.OrdinalIgnoreCase)
            || header.Contains("X-Autoreply") || header.Contains("X-Autorespond") || header.Contains("X-Autoresponder") || header.Contains("X-Auto-Response-Suppress")
            || AwaySubject.IsMatch(subject);
    }

    // Of a long text the line that says why, else its beginning.
    private static string Essence(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var telling = lines.FirstOrDefault(l => ReturnCode.In(l).Length > 0) ?? lines.FirstOrDefault(l => ReturnCode.ReplyIn(l) > 0) ?? lines.FirstOrDefault(l => ReturnWords.Meaning(l) is not null);
        return telling ?? string.Join(' ', lines.Take(6));
    }

    private static int Rank(MailReturn? kind) => kind switch
    {
        MailReturn.Policy => 0,
        MailReturn.Hard => 1,
        MailReturn.Soft => 2,
        _ => 3,
    };

    private static string AddressIn(string text) => Address.Match(text).Value;

    private static string Value(HeaderList fields, string name) => fields[name] ?? "";

    private static string Value(HeaderList fields, HeaderId name) => fields[name] ?? "";

    private static string OneLine(string words)
    {
        var line = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var clean = string.Concat(line.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)));
        return clean.Length > LongestWords ? clean[..LongestWords] : clean;
    }
}
