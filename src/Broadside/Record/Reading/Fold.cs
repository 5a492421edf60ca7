using System.Globalization;
using System.Text;

namespace Broadside.Record.Reading;

/// <summary>The form in which words are compared: lower case, without accents, with one kind of apostrophe and dash.</summary>
internal static class Fold
{
    public static string Word(ReadOnlySpan<char> text)
    {
        Span<char> folded = text.Length <= 128 ? stackalloc char[text.Length] : new char[text.Length];
        var plain = true;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = char.ToLowerInvariant(text[i]);
            folded[i] = Mark(letter);
            plain &= folded[i] < 128;
        }
        return plain ? new string(folded) : WithoutAccents(folded);
    }

    private static char Mark(char letter) => letter switch
    {
        '’' or '‘' or 'ʼ' => '\'',
        '–' or '—' or '‑' or '−' => '-',
        _ => letter,
    };

    // Half a surrogate pair cannot be normalised, and text from outside may hold one.
    private static string WithoutAccents(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter < 128 || char.IsSurrogate(letter))
            {
                plain.Append(letter);
                continue;
            }
            AddPlain(plain, letter);
        }
        return plain.ToString();
    }

    private static void AddPlain(StringBuilder plain, char letter)
    {
        string parts;
        try
        {
            parts = letter.ToString().Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            plain.Append(letter);
            return;
        }
        foreach (var part in parts)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(part);
            }
        }
    }
}
