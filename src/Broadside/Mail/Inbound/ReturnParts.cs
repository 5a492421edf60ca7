using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace Broadside.Mail.Inbound;

/// <summary>
/// A message that came in, taken apart as far as its meaning needs: its own header, the fields of delivery and complaint
/// reports, what a person would read, and what is left of the message that it is about. Whatever the bytes, it never throws.
/// </summary>
internal sealed class ReturnParts
{
    /// <summary>A bounce's own words stand at its beginning; what is behind this is a copy of what was sent.</summary>
    private const int LongestRead = 1 << 20;

    private const int LongestText = 64 << 10;
    private const int MostParts = 60;

    private static readonly ParserOptions Options = MakeOptions();

    // Their time grows with the text's length alone, whoever wrote it.
    private static readonly Regex Border = new(
        """
        ^[>\s]*(?:[-=*_ ]{2,}\s*(?:begin |start of )?(?:below this line|this is a copy|original (?:message|mail)|returned (?:message|mail)|unsent message|undelivered message|message (?:header|contents|body|text)|the (?:header|body) of the original|copy of (?:the|your) (?:original )?message|transcript of original|forwarded message|included is a copy|header of|headers follow|enclosed is a copy|body of (?:the )?message)|(?:the )?(?:original|returned) (?:message|mail)(?: headers?| text)?(?: follows| is attached)?\s*[:.]?\s*$|message headers? follows?|received:\s+from )
        """, RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex Tag = new("<[^>]{0,2000}>", RegexOptions.NonBacktracking);

    private readonly StringBuilder text = new();
    private readonly StringBuilder original = new();
    private int parts;

    private ReturnParts()
    {
    }

    public HeaderList Header { get; private set; } = [];

    /// <summary>The groups of delivery reports: the message's, then one for each recipient.</summary>
    public List<HeaderList> Reports { get; } = [];

    /// <summary>The fields of a complaint.</summary>
    public HeaderList? Complaint { get; private set; }

    /// <summary>A reader's program says that it was shown.</summary>
    public bool IsReadReceipt { get; private set; }

    /// <summary>What a person would read, without the copy of the message that was sent.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The same on one line, because servers break their sentences anywhere.</summary>
    public string Told { get; private set; } = "";

    /// <summary>Header of the message that it is about, or its whole text where nothing tells them apart.</summary>
    public string Original => original.ToString();

    public static ReturnParts Of(byte[] message)
    {
        var read = new ReturnParts();
        try
        {
            using var stream = new MemoryStream(message, 0, Math.Min(message.Length, LongestRead));
            using var whole = new MimeParser(Options, stream, MimeFormat.Default).ParseMessage();
            read.Header = whole.Headers;
            read.Take(whole.Body, 0);
        }
        catch (Exception e) when (e is FormatException or ParseException or IOException or InvalidOperationException or ArgumentException or NotSupportedException or IndexOutOfRangeException)
        {
            read.text.Append(Encoding.Latin1.GetString(message, 0, Math.Min(message.Length, LongestText)));
        }
        read.Split();
        return read;
    }

    private void Take(MimeEntity? entity, int depth)
    {
        if (entity is null || ++parts > MostParts)
        {
            return;
        }
        switch (entity)
        {
            case MessageDeliveryStatus status:
                Reports.AddRange(status.StatusGroups);
                break;
            case MessageFeedbackReport complaint:
                Complaint ??= complaint.Fields;
                break;
            case MessageDispositionNotification:
                IsReadReceipt = true;
                break;
            case MessagePart { Message: { } inner }:
                TakeOriginal(inner, depth);
                break;
            case Multipart several:
                TakeAll(several, depth);
                break;
            case TextPart words:
                Append(text, words.IsHtml ? Plain(Said(words)) : Said(words));
                break;
            case MimePart { ContentType: var type } other when type.IsMimeType("message", "*") || (type.MediaSubtype.Contains("rfc822", StringComparison.OrdinalIgnoreCase)):
                Append(original, Raw(other));
                break;
            case MimePart other when parts == 1:
                Append(text, Raw(other));
                break;
        }
    }

    private void TakeAll(Multipart several, int depth)
    {
        Append(text, several.Preamble ?? "");
        foreach (var part in several)
        {
            // Twice the same words: the plain ones are enough.
            if (several is not MultipartAlternative || part is not TextPart { IsHtml: true } || several.Count == 1)
            {
                Take(part, depth + 1);
            }
        }
    }

    // The first message within is the one that was sent; a report may lie within another report.
    private void TakeOriginal(MimeMessage inner, int depth)
    {
        foreach (var field in inner.Headers)
        {
            Append(original, $"{field.Field}: {field.Value}\n");
        }
        if (Reports.Count == 0 && Complaint is null && depth < 4 && inner.Body is Multipart { ContentType: var type } && type.IsMimeType("multipart", "report"))
        {
            Take(inner.Body, depth + 1);
        }
    }

    // Where words and copy are one text, a line between them says so.
    private void Split()
    {
        var whole = text.ToString();
        var border = Border.Match(whole);
        Text = border.Success ? whole[..border.Index] : whole;
        Told = string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (border.Success)
        {
            Append(original, whole[border.Index..]);
        }
    }

    private static void Append(StringBuilder into, string more)
    {
        if (into.Length < LongestText)
        {
            into.Append(more.AsSpan(0, Math.Min(more.Length, LongestText - into.Length))).Append('\n');
        }
    }

    private static string Said(TextPart part)
    {
        try
        {
            // Seven bits all of it, and so taken for ASCII by whoever does not look at its name.
            return (part.ContentType.Charset is { } name && name.StartsWith("iso-2022-", StringComparison.OrdinalIgnoreCase) && CodePagesEncodingProvider.Instance.GetEncoding(name) is { } known ? part.GetText(known) : part.Text) ?? "";
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException or FormatException or DecoderFallbackException)
        {
            return Raw(part);
        }
    }

    private static string Raw(MimePart part)
    {
        if (part.Content is null)
        {
            return "";
        }
        using var bytes = new MemoryStream();
        part.Content.DecodeTo(bytes);
        return Encoding.Latin1.GetString(bytes.GetBuffer(), 0, (int)Math.Min(bytes.Length, LongestText));
    }

    private static string Plain(string html) => System.Net.WebUtility.HtmlDecode(Tag.Replace(html.Length > LongestText ? html[..LongestText] : html, " "));

    private static ParserOptions MakeOptions()
    {
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = 12;
        return options;
    }
}
