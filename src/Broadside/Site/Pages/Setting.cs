using Broadside.Articles;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary>What one page is made within: the outlet, the interface's words, its time zone, the notes of what was read.</summary>
public sealed record Setting(Identity Identity, Words Words, TimeZoneInfo Zone, PageNotes Notes, Dress Dress)
{
    public When When(DateTimeOffset at) => Words.When(at, Zone);

    /// <summary>The language, where it differs from the interface's.</summary>
    public string? Other(string language) => PageMaker.MainLanguage(language) == Words.Language ? null : language;

    /// <summary>The direction, where it differs from the interface's.</summary>
    public string? OtherDir(string language) => TextDirection.Of(language) is var dir && dir == Words.Dir ? null : dir;
}
