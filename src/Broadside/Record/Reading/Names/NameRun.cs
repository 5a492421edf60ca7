namespace Broadside.Record.Reading.Names;

/// <summary>A row of capitalised words, with what binds them: a name, perhaps with a title before it.</summary>
/// <param name="First">First token of the name itself.</param>
/// <param name="TitleFirst">First token of the titles before it; equal to <paramref name="First"/> where there are none.</param>
internal sealed record NameRun(TextLine Line, int First, int End, int TitleFirst)
{
    public int Count => End - First;

    public bool HasTitle => TitleFirst < First;

    /// <summary>Folded tokens joined by blanks.</summary>
    public string Key { get; } = string.Join(' ', Line.Tokens[First..End].Where(t => !t.Is('.')).Select(t => t.Low));

    public string Text => Line.Text[Line.Tokens[First].Start..Line.Tokens[End - 1].End];

    public Token FirstToken => Line.Tokens[First];

    public Token LastToken => Line.Tokens[End - 1];
}
