namespace Broadside.Articles.Markup;

/// <summary>Where a picture stands; decides how large the browser fetches it and whether it waits to be scrolled to.</summary>
public enum PicturePlace
{
    /// <summary>Above an article's text, and the first to be seen.</summary>
    Top,
    Text,
    Wide,
    Full,
    Gallery,

    /// <summary>The front page's lead: first to be seen.</summary>
    FrontLead,
    FrontSecond,
    FrontSection,

    /// <summary>Beside a headline on a list.</summary>
    Row,
    Portrait,
}
