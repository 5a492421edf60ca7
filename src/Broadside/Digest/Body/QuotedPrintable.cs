using System.Text;

namespace Broadside.Digest.Body;

/// <summary>
/// Quoted-printable (RFC 2045) in the one form that stays the same on its way and under a relaxed signature: no blank at a
/// line's end, no two in a row, no dot and no "From" at a line's start. A hole, where each recipient's token goes, is never broken.
/// </summary>
internal sealed class QuotedPrintable(MemoryStream target, List<int> holes)
{
    /// <summary>Stands in a text where the token goes.</summary>
    public const char Hole = '\uE000';

    private const int Longest = 75;
    private static readonly byte[] Hex = "0123456789ABCDEF"u8.ToArray();

    private int column;
    private bool afterBlank;

    public void Write(string text)
    {
        Span<byte> letters = stackalloc byte[4];
        var runes = text.EnumerateRunes();
        foreach (var rune in runes)
        {
            if (rune.Value == Hole)
            {
                Room(Mail.MailToken.Length);
                holes.Add((int)target.Position);
                target.Write(Filler);
                (column, afterBlank) = (column + Mail.MailToken.Length, false);
                continue;
            }
            if (rune.Value == '\n')
            {
                Break();
                continue;
            }
            if (rune.Value == '\r')
            {
                continue;
            }
            Character(letters[..rune.EncodeToUtf8(letters)]);
        }
    }

    /// <summary>Ends the last line.</summary>
    public void End()
    {
        if (column > 0)
        {
            Break();
        }
    }

    private static ReadOnlySpan<byte> Filler => "0000000000000000000000000000000000"u8;

    private void Character(ReadOnlySpan<byte> letters)
    {
        var letter = letters[0];
        if (letters.Length == 1 && letter is > 32 and < 127 and not (byte)'=')
        {
            Room(1);
            if (column == 0 && (letter is (byte)'.' or (byte)'F'))
            {
                Quote(letters);
                return;
            }
            target.WriteByte(letter);
            (column, afterBlank) = (column + 1, false);
            return;
        }
        if (letters.Length == 1 && letter == 32 && !afterBlank && column > 0 && column < Longest - 1)
        {
            target.WriteByte(32);
            (column, afterBlank) = (column + 1, true);
            return;
        }
        Room(3 * letters.Length);
        Quote(letters);
    }

    private void Quote(ReadOnlySpan<byte> letters)
    {
        foreach (var letter in letters)
        {
            target.WriteByte((byte)'=');
            target.WriteByte(Hex[letter >> 4]);
            target.WriteByte(Hex[letter & 15]);
        }
        (column, afterBlank) = (column + (3 * letters.Length), false);
    }

    // A soft line break where so many letters do not fit any more. The "=" after a blank keeps it from standing at the line's end.
    private void Room(int letters)
    {
        if (column + letters > Longest)
        {
            target.Write("=\r\n"u8);
            (column, afterBlank) = (0, false);
        }
    }

    private void Break()
    {
        if (afterBlank)
        {
            target.Position--;
            target.SetLength(target.Position);
            target.Write("=20"u8);
        }
        target.Write("\r\n"u8);
        (column, afterBlank) = (0, false);
    }
}
