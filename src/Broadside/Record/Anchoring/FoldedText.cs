using System.Text;

namespace Broadside.Record.Anchoring;

/// <summary>
/// A text in which typography makes no difference: one kind of quotation mark, apostrophe, dash and space, no soft hyphens.
/// Letters, accents and capitals stay: another letter is another word. Knows where each unit stood.
/// </summary>
internal sealed class FoldedText
{
    private readonly int[] places;

    public FoldedText(string text)
    {
        var folded = new StringBuilder(text.Length);
        var at = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = Fold(text[i]);
            if (letter == '\0' || (letter == ' ' && folded.Length > 0 && folded[^1] == ' '))
            {
                continue;
            }
            folded.Append(letter);
            at.Add(i);
        }
        at.Add(text.Length);
        Text = folded.ToString();
        places = [.. at];
    }

    public string Text { get; }

    /// <summary>Where the unit stood in the text as it is.</summary>
    public int Start(int index) => places[index];

    /// <summary>Where the text ends before that unit: trailing marks that were dropped belong to what comes before.</summary>
    public int End(int index) => index == 0 ? 0 : places[index - 1] + 1;

    private static char Fold(char letter) => letter switch
    {
        '“' or '”' or '„' or '‟' or '«' or '»' or '″' => '"',
        '‘' or '’' or '‚' or '‛' or '‹' or '›' or 'ʼ' or '′' or '`' => '\'',
        '–' or '—' or '‐' or '‑' or '‒' or '―' or '−' => '-',
        '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' => '\0',
        _ => char.IsWhiteSpace(letter) ? ' ' : letter,
    };
}
