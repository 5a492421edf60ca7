using Broadside.Themes;

namespace Broadside.Articles.Markup;

/// <summary>How a body is written: for the site's own page, or for feed readers.</summary>
public sealed record BodyStyle
{
    /// <summary>The interface's words, for "Credit", "Load the video"…</summary>
    public required Words Words { get; init; }

    /// <summary>BCP 47, of the article.</summary>
    public string Language { get; init; } = "en";

    /// <summary>
    /// For a feed: turns a path from the root, or a fragment of the article, into an absolute address. Its presence makes the
    /// feed's flavour: no ids, no pull quotes, no players, plain pictures.
    /// </summary>
    public Func<string, string>? Absolute { get; init; }

    /// <summary>For an export: writes a note's sign, given its id and number; absent: as the site and feeds do.</summary>
    public Func<string, int, string>? NoteSign { get; init; }

    public bool IsFeed => Absolute is not null;
}
