namespace Broadside.Articles.Body.Reading;

/// <summary>What one reading gathers beside blocks: notes, hosts, ids.</summary>
internal sealed class ReadContext(HtmlReaderOptions options)
{
    // A hostile body could name a million things; nobody reads past this.
    private const int MostNotes = 400;
    private const int LongestText = 300;

    private readonly List<ReadNote> notes = [];
    private readonly HashSet<ReadNote> known = [];
    private readonly SortedSet<string> hosts = new(StringComparer.Ordinal);
    private int unsaid;

    public HtmlReaderOptions Options => options;

    public string NewId() => options.NewId();

    public void Note(string code, string message, string? text = null, string? domain = null)
    {
        var note = new ReadNote(code, message, Short(text), domain);
        if (notes.Count >= MostNotes)
        {
            unsaid++;
        }
        else if (known.Add(note))
        {
            notes.Add(note);
        }
    }

    /// <summary>A link's address made clean; null when the link is to lose it.</summary>
    public string? Link(string? raw, string text)
    {
        var clean = WebAddress.Clean(raw, options.BaseUrl, options.OwnHosts);
        if (clean is null)
        {
            NoteBadAddress(raw, text);
            return null;
        }
        var host = WebAddress.HostOf(clean);
        if (host is null)
        {
            return clean;
        }
        if (options.Strip?.Invoke(host) == true)
        {
            Note(ReadCode.Stripped, "A link was stripped; its words are kept.", text, host);
            return null;
        }
        hosts.Add(host);
        return clean;
    }

    /// <summary>An embed's address: counted among the outside hosts; false when its host is to be stripped.</summary>
    public bool Embeds(string clean, string text)
    {
        var host = WebAddress.HostOf(clean);
        if (host is null)
        {
            return true;
        }
        if (options.Strip?.Invoke(host) == true)
        {
            Note(ReadCode.Stripped, "An embed was stripped.", text, host);
            return false;
        }
        hosts.Add(host);
        return true;
    }

    /// <summary>Where a picture or file is to come from: absolute where a base is known.</summary>
    public string? Source(string? raw) => WebAddress.Clean(raw, options.BaseUrl) is { } clean && !clean.StartsWith("mailto:", StringComparison.Ordinal) ? clean : null;

    public FoundMedia? Find(string? source) => source is null ? null : options.FindMedia?.Invoke(source);

    public ReadBody Result(IReadOnlyList<Block> blocks)
    {
        if (unsaid > 0)
        {
            notes.Add(new ReadNote(ReadCode.NoBlock, $"{unsaid} more things of this kind are not listed.", null, null));
        }
        return new ReadBody(blocks, notes, [.. hosts]);
    }

    private void NoteBadAddress(string? raw, string text)
    {
        var trimmed = raw?.Trim();
        if (string.IsNullOrEmpty(trimmed) || trimmed[0] == '#')
        {
            return;
        }
        var code = trimmed.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? ReadCode.Encoded : ReadCode.Address;
        Note(code, $"An address that may not stand here: {Short(trimmed)}", text);
    }

    private static string? Short(string? text)
    {
        if (text is null || text.Length <= LongestText)
        {
            return text;
        }
        var end = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
        return text[..end] + "…";
    }
}
