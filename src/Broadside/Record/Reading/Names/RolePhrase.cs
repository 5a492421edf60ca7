namespace Broadside.Record.Reading.Names;

/// <summary>"the former Colombian foreign minister": an office without a name.</summary>
/// <param name="Key">The office, the same for its many names: "foreign minister" is also "secretary of state" and "canciller".</param>
internal sealed record RolePhrase(TextLine Line, int First, int End, string Key, string? Country, bool IsFormer, bool IsDefinite)
{
    /// <summary>Without "the", "former" and the country before it: "Secretary of State".</summary>
    public string Title
    {
        get
        {
            var first = First;
            while (first + 1 < End && (Line.Low(first) is "the" or "a" or "an" or "then" or "el" or "la" or "un" or "una" or "former" or "ex" or "late" or "-" or "antiguo" or "antigua" or "anterior" || Countries.Of(Line.Low(first)) is not null))
            {
                first++;
            }
            return Line.Text[Line.Tokens[first].Start..Line.Tokens[End - 1].End];
        }
    }

    public string Text => Line.Text[Line.Tokens[First].Start..Line.Tokens[End - 1].End];
}
