namespace Broadside.Record.Reading;

/// <summary>One word, number or mark. <see cref="Low"/> is folded; "'s" is a token of its own.</summary>
internal readonly record struct Token(int Start, int End, string Text, string Low, TokenKind Kind)
{
    public bool IsWord => Kind == TokenKind.Word;

    public bool IsNumber => Kind == TokenKind.Number;

    public bool IsCapital => Kind == TokenKind.Word && char.IsUpper(Text[0]);

    /// <summary>As BBC, U.S., FTU: two letters or more, all capital.</summary>
    public bool IsAcronym => IsCapital && Text.Length >= 2 && Text.Length <= 8 && Text.All(c => char.IsUpper(c) || c is '.' or '-' or '&' || char.IsAsciiDigit(c));

    public bool Is(char mark) => Kind == TokenKind.Mark && Text[0] == mark;
}

internal enum TokenKind
{
    Word,
    Number,
    Mark,
}
