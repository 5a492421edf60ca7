namespace Broadside.Record.Reading.Names;

/// <summary>"the former Colombian foreign minister": an office without a name.</summary>
/// <param name="Key">The office, the same for its many names: "foreign minister" is also "secretary of state" and "canciller".</param>
internal sealed record RolePhrase(TextLine Line, int First, int End, string Key, string? Country, bool IsFormer, bool IsDefinite)
{
    public string Text => Line.Text[Line.Tokens[First].Start..Line.Tokens[End - 1].End];
}
