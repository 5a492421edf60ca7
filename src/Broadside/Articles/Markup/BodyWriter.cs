using System.Globalization;
using System.Text;
using Broadside.Articles.Body;
using Broadside.Themes;

namespace Broadside.Articles.Markup;

/// <summary>The page being written: the text so far, its style, the numbers of its notes. Parts of <see cref="BodyHtml"/> share one.</summary>
internal sealed class BodyWriter(BodyStyle style, StringBuilder to)
{
    private readonly Dictionary<string, int> noteNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> noteUses = new(StringComparer.Ordinal);

    public BodyStyle Style => style;

    public StringBuilder To => to;

    public string Word(string key) => Html.Escape(style.Words.Text(key));

    public void Number(Footnotes notes)
    {
        foreach (var note in notes.Notes)
        {
            noteNumbers.TryAdd(note.Id, noteNumbers.Count + 1);
        }
    }

    /// <summary>Null for a note that the article does not hold.</summary>
    public int? NumberOf(string? note) => note is not null && noteNumbers.TryGetValue(note, out var number) ? number : null;

    /// <summary>Counts a mention of the note: 1 the first time.</summary>
    public int Use(string note) => noteUses[note] = noteUses.GetValueOrDefault(note) + 1;

    public int UsesOf(string note) => noteUses.GetValueOrDefault(note);

    public BodyWriter Raw(string html)
    {
        to.Append(html);
        return this;
    }

    public BodyWriter Raw(int number)
    {
        to.Append(CultureInfo.InvariantCulture, $"{number}");
        return this;
    }

    public BodyWriter Text(string? text)
    {
        Html.Append(to, text);
        return this;
    }

    /// <summary>A link's or picture's address, absolute in a feed.</summary>
    public BodyWriter Address(string address) =>
        Text(style.Absolute is { } absolute && (address.StartsWith('/') || address.StartsWith('#')) ? absolute(address) : address);

    /// <summary>The opening tag of a block, with its anchor and direction.</summary>
    public BodyWriter Open(string tag, Block block, string? kind = null)
    {
        to.Append('<').Append(tag);
        if (!style.IsFeed)
        {
            to.Append(" id=\"b-").Append(Html.Escape(block.Id)).Append('"');
        }
        if (kind is not null)
        {
            to.Append(" class=\"").Append(kind).Append('"');
        }
        if (block.Dir is "rtl" or "ltr")
        {
            to.Append(" dir=\"").Append(block.Dir).Append('"');
        }
        to.Append('>');
        return this;
    }
}
