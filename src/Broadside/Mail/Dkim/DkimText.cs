using System.Text;

namespace Broadside.Mail.Dkim;

/// <summary>The "relaxed" form in which header fields and bodies are signed (RFC 6376, 3.4.2 and 3.4.4).</summary>
public static class DkimText
{
    /// <summary>One header field: name in lower case, value on one line, runs of blanks made one; with its CRLF.</summary>
    public static void AppendHeader(StringBuilder text, string name, ReadOnlySpan<char> value)
    {
        text.Append(name.ToLowerInvariant()).Append(':');
        var before = "";
        foreach (var range in value.SplitAny(" \t\r\n"))
        {
            if (value[range] is { Length: > 0 } word)
            {
                text.Append(before).Append(word);
                before = " ";
            }
        }
        text.Append("\r\n");
    }

    /// <summary>A body: blanks before line ends gone, runs of blanks made one, empty lines at the end gone, every line ended by CRLF.</summary>
    public static byte[] Body(ReadOnlySpan<byte> body)
    {
        var relaxed = new MemoryStream(body.Length + 2);
        var emptyLines = 0;
        while (body.Length > 0)
        {
            var end = body.IndexOf((byte)'\n');
            var line = (end < 0 ? body : body[..end]).TrimEnd(" \t\r"u8);
            body = end < 0 ? [] : body[(end + 1)..];
            if (line.Length == 0)
            {
                emptyLines++;
                continue;
            }
            for (; emptyLines > 0; emptyLines--)
            {
                relaxed.Write("\r\n"u8);
            }
            AppendLine(relaxed, line);
        }
        return relaxed.ToArray();
    }

    private static void AppendLine(MemoryStream relaxed, ReadOnlySpan<byte> line)
    {
        var gap = false;
        foreach (var letter in line)
        {
            if (letter is (byte)' ' or (byte)'\t')
            {
                gap = true;
                continue;
            }
            if (gap)
            {
                relaxed.WriteByte((byte)' ');
                gap = false;
            }
            relaxed.WriteByte(letter);
        }
        relaxed.Write("\r\n"u8);
    }
}
