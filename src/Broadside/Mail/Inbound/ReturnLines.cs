using System.Text;

namespace Broadside.Mail.Inbound;

/// <summary>Reads what a mail server sends: command lines and a message's text, both bounded, and only CRLF ends a line, so that no text can slip a second message in.</summary>
internal sealed class ReturnLines(Stream stream)
{
    private const int LongestLine = 1000;

    private readonly byte[] buffer = new byte[16 << 10];
    private int start;
    private int end;

    /// <summary>The next line without its end; nothing where the other side has gone.</summary>
    /// <exception cref="InvalidDataException">It is longer than any command.</exception>
    public async ValueTask<string?> LineAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (await FillAsync(cancel))
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var taken = length < 0 ? end - start : length;
            line.Append(Encoding.UTF8.GetString(buffer, start, taken));
            start += Math.Min(taken + 1, end - start);
            if (line.Length > LongestLine)
            {
                throw new InvalidDataException("The line is too long.");
            }
            if (length >= 0)
            {
                return line.ToString().TrimEnd('\r');
            }
        }
        return null;
    }

    /// <summary>A message's text up to its final dot, doubled dots made single; nothing where it was longer than that, and was read to its end all the same.</summary>
    /// <exception cref="EndOfStreamException">The other side has gone before the dot.</exception>
    public async ValueTask<byte[]?> TextAsync(int largest, CancellationToken cancel)
    {
        using var text = new MemoryStream();
        var at = Place.LineStart;
        var total = 0L;
        while (await FillAsync(cancel))
        {
            while (start < end)
            {
                var letter = buffer[start++];
                at = Next(at, letter, out var keep, out var keepReturn);
                if (at == Place.Over)
                {
                    return total > largest ? null : text.ToArray();
                }
                if (keepReturn && ++total <= largest)
                {
                    text.WriteByte((byte)'\r');
                }
                if (keep && ++total <= largest)
                {
                    text.WriteByte(letter);
                }
            }
            if (total > 4L * largest)
            {
                throw new InvalidDataException("The message is far too large.");
            }
        }
        throw new EndOfStreamException();
    }

    private static Place Next(Place at, byte letter, out bool keep, out bool keepReturn)
    {
        (keep, keepReturn) = (true, false);
        switch (at)
        {
            case Place.LineStart when letter == '.':
                keep = false;
                return Place.Dot;
            case Place.Dot when letter == '\r':
                keep = false;
                return Place.DotReturn;
            case Place.DotReturn when letter == '\n':
                keep = false;
                return Place.Over;
            case Place.DotReturn:
                keepReturn = true;
                break;
            case Place.Return when letter == '\n':
                return Place.LineStart;
        }
        return letter == '\r' ? Place.Return : Place.Within;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        if (start == end)
        {
            start = 0;
            end = await stream.ReadAsync(buffer, cancel);
        }
        return end > 0;
    }

    private enum Place
    {
        LineStart,
        Within,
        Return,
        Dot,
        DotReturn,
        Over,
    }
}
