using System.Globalization;
using System.Text;
using Broadside.Kit;

namespace Broadside.Giving.References;

/// <summary>
/// What a donor writes on a transfer, so that the gift is known again: an ISO 11649 creditor reference, <c>RF</c>, two check digits and ten
/// characters of Crockford's base 32, the last of which checks the nine before it. The whole is checked twice over, and the ten alone once,
/// for donors who leave the first four away.
/// </summary>
public static class GiftReference
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int BodyLength = 10;
    private const int FullLength = BodyLength + 4;
    private const int LongestText = 20_000;

    /// <returns>As <c>RF18ABCDEFGHJK</c>; forty-five random bits. That no two gifts have one is for whoever keeps them to see to.</returns>
    public static string New(Ids ids) => Of(ids.New()[^(BodyLength - 1)..].ToUpperInvariant());

    /// <param name="text">A whole reference: bare or in groups, in any case, with or without its first four characters; O is read as 0, I and L as 1.</param>
    /// <param name="code">As <see cref="New"/> gives it.</param>
    /// <returns>False where a character is wrong, missing, or two are swapped.</returns>
    public static bool TryRead(string? text, out string code)
    {
        code = "";
        if (text is null || text.Length > 100)
        {
            return false;
        }
        var bare = string.Concat(text.Where(c => !IsGap(c))).ToUpperInvariant();
        if (QrReference.TryRead(bare, out code))
        {
            return true;
        }
        return bare.Length == FullLength ? TryFull(bare, out code) : TryBare(bare, out code);
    }

    /// <summary>
    /// Every reference in what a donor wrote, in their order, each once: whole ones wherever they stand and however they are grouped or broken,
    /// ten bare characters as a word of their own. Of words of ten letters one in thirty-two is none by chance: ask whether there is such a gift.
    /// </summary>
    public static IReadOnlyList<string> FindAll(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }
        var (letters, starts, ends) = Joined(text.Length > LongestText ? text[..LongestText] : text);
        var found = new List<string>();
        for (var at = 0; at < letters.Length; at++)
        {
            var length = Found(letters, at, starts, ends, out var code);
            if (length > 0 && !found.Contains(code))
            {
                found.Add(code);
            }
            at += Math.Max(0, length - 1);
        }
        return found;
    }

    /// <summary>As it is printed: <c>RF18 ABCD EFGH JK</c>.</summary>
    public static string Print(string code) => Iban.Print(code);

    /// <summary>The reference whose ten characters are this number; for forms of it that are digits alone.</summary>
    internal static bool TryOf(long number, out string code)
    {
        Span<char> body = stackalloc char[BodyLength];
        for (var i = BodyLength - 1; i >= 0; i--, number >>= 5)
        {
            body[i] = Alphabet[(int)(number & 31)];
        }
        code = "";
        return number == 0 && TryBare(body.ToString(), out code);
    }

    internal static long NumberOf(string code) => code[4..].Aggregate(0L, (sum, letter) => (sum << 5) | (long)Alphabet.IndexOf(letter));

    private static string Of(string nine)
    {
        var body = nine + Alphabet[Damm(nine)];
        return string.Create(CultureInfo.InvariantCulture, $"RF{98 - Mod97.Of(body + "RF00"):00}{body}");
    }

    private static int Found(string letters, int at, bool[] starts, bool[] ends, out string code)
    {
        code = "";
        if (letters[at] == 'R' && at + FullLength <= letters.Length && TryFull(letters.Substring(at, FullLength), out code))
        {
            return FullLength;
        }
        if (!starts[at])
        {
            return 0;
        }
        if (at + QrReference.Length <= letters.Length && ends[at + QrReference.Length - 1] && QrReference.TryRead(letters.Substring(at, QrReference.Length), out code))
        {
            return QrReference.Length;
        }
        // A word of its own alone: else any ten letters in a row would be tried.
        var isWord = at + BodyLength <= letters.Length && ends[at + BodyLength - 1] && !starts.AsSpan(at + 1, BodyLength - 1).Contains(true);
        return isWord && TryBare(letters.Substring(at, BodyLength), out code) ? BodyLength : 0;
    }

    private static (string Letters, bool[] Starts, bool[] Ends) Joined(string text)
    {
        var letters = new StringBuilder(text.Length);
        var (starts, ends) = (new bool[text.Length + 1], new bool[text.Length + 1]);
        var isNew = true;
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                starts[letters.Length] = isNew;
                letters.Append(char.ToUpperInvariant(letter));
            }
            else if (letters.Length > 0)
            {
                ends[letters.Length - 1] = true;
            }
            isNew = !char.IsAsciiLetterOrDigit(letter);
        }
        ends[Math.Max(0, letters.Length - 1)] = true;
        return (letters.ToString(), starts, ends);
    }

    private static bool TryFull(string text, out string code)
    {
        code = "";
        if (!text.StartsWith("RF", StringComparison.Ordinal) || !TryBare(text[4..], out var right))
        {
            return false;
        }
        if ($"RF{Meant(text[2])}{Meant(text[3])}" != right[..4])
        {
            return false;
        }
        code = right;
        return true;
    }

    private static bool TryBare(string text, out string code)
    {
        code = "";
        var body = string.Concat(text.Select(Meant));
        if (body.Length != BodyLength || !body.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) || Damm(body) != 0)
        {
            return false;
        }
        code = Of(body[..^1]);
        return true;
    }

    private static char Meant(char letter) => letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter };

    // x -> 2(x + digit) over GF(2^5) with x^5 + x^2 + 1: any single error changes the outcome, and so does any swap of neighbours, because 2 is not 1.
    // The outcome of nine characters, as the tenth, makes the outcome of all ten nought.
    private static int Damm(string body)
    {
        var state = 0;
        foreach (var letter in body)
        {
            state = (state ^ Alphabet.IndexOf(letter)) << 1;
            state = (state & 32) == 0 ? state : state ^ 0b100101;
        }
        return state;
    }

    private static bool IsGap(char letter) => char.IsWhiteSpace(letter) || letter is '-' or '.' or '/' or '‐' or '–';
}
