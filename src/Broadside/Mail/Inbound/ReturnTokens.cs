using System.Text.RegularExpressions;
using MimeKit;

namespace Broadside.Mail.Inbound;

/// <summary>Finds what looks like a token of ours: in the address that a report came to, else in what is left of the message that it is about.</summary>
internal static class ReturnTokens
{
    private const int Most = 20;

    private static readonly Regex Returned = Form(@"\b(?:b|leave)\+");
    private static readonly Regex Leaving = Form(@"\bleave\+");
    private static readonly Regex Anywhere = Form(@"(?:\b(?:b|leave)\+|\bd\.|/leave/)");

    private static readonly HashSet<string> Recipients = new(StringComparer.OrdinalIgnoreCase) { "To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-RCPT-To", "X-Delivered-To" };

    public static IReadOnlyList<string> In(ReturnParts parts, string? to)
    {
        var found = new List<string>();
        Add(found, Returned, to ?? "");
        foreach (var field in parts.Header.Where(f => Recipients.Contains(f.Field)))
        {
            Add(found, Returned, field.Value ?? "");
        }
        foreach (var field in parts.Reports.SelectMany(g => g).Concat(parts.Complaint ?? []))
        {
            Add(found, Anywhere, field.Value ?? "");
        }
        Add(found, Anywhere, parts.Original);
        return found;
    }

    /// <summary>In what a relay tells of one of our messages.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        var found = new List<string>();
        Add(found, Anywhere, text);
        return found;
    }

    /// <summary>Whether it was sent to the address at which people leave.</summary>
    public static bool AsksToLeave(HeaderList header, string? to) =>
        to is not null ? Leaving.IsMatch(to) : header.Any(f => Recipients.Contains(f.Field) && Leaving.IsMatch(f.Value ?? ""));

    private static void Add(List<string> found, Regex form, string text)
    {
        foreach (Match match in form.Matches(text))
        {
            var token = match.Value[^MailToken.Length..].ToLowerInvariant();
            if (found.Count < Most && !found.Contains(token))
            {
                found.Add(token);
            }
        }
    }

    private static Regex Form(string before) =>
        new($"{before}[0-9a-hjkmnp-tv-z]{{{MailToken.Length}}}", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
