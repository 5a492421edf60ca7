using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Broadside.Site.Feeds;

/// <summary>The small print that all feed formats share: dates, ids, text that XML can carry.</summary>
internal static class FeedText
{
    /// <summary>RFC 3339 in UTC.</summary>
    public static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>RFC 822 with a four-digit year, as RSS wants it.</summary>
    public static string Rfc822(DateTimeOffset at) => at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    /// <summary>
    /// An id that stays when the outlet moves to another domain: <c>urn:uuid:</c> (RFC 9562 version 8) out of the name's hash.
    /// A feed reader that knows it does not show the article again.
    /// </summary>
    public static string Urn(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("broadside " + name));
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return "urn:uuid:" + new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>Without the characters that XML 1.0 forbids (control characters, halves of surrogate pairs).</summary>
    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!XmlConvert.IsXmlChar(text[i]))
            {
                return Cleaned(text);
            }
        }
        return text;
    }

    private static string Cleaned(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value > 0xffff || XmlConvert.IsXmlChar((char)rune.Value))
            {
                clean.Append(rune);
            }
        }
        return clean.ToString();
    }
}
