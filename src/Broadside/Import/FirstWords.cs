namespace Broadside.Import;

/// <summary>A headline for what has none: the words that it begins with.</summary>
internal static class FirstWords
{
    private const int Longest = 80;
    private const int Shortest = 20;

    public static string Of(string text)
    {
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (words.Length <= Longest)
        {
            return words;
        }
        var end = words.LastIndexOf(' ', Longest);
        end = end > Shortest ? end : char.IsHighSurrogate(words[Longest - 1]) ? Longest - 1 : Longest;
        return words[..end].TrimEnd(',', ';', ':', '–', '-', ' ') + "…";
    }
}
