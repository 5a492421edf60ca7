using System.Collections.Frozen;

namespace Broadside.Record.Reading;

/// <summary>A word list is written as one string: forms divided by blanks, or by bars where a form holds blanks.</summary>
internal static class WordList
{
    private static readonly char[] Blanks = [' ', '\n', '\r', '\t'];

    public static FrozenSet<string> Set(string text) => List(text).Select(w => Fold.Word(w)).ToFrozenSet(StringComparer.Ordinal);

    public static string[] List(string text) => text.Contains('|')
        ? text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);

    public static FrozenDictionary<string, int> Numbered(params string[] rows) => rows
        .SelectMany((row, i) => List(row).Select(w => (Word: Fold.Word(w), Number: i + 1)))
        .ToFrozenDictionary(p => p.Word, p => p.Number, StringComparer.Ordinal);
}
