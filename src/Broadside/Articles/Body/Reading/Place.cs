namespace Broadside.Articles.Body.Reading;

internal enum PlaceKind
{
    Text,
    Heading,
    Quote,
    Pullquote,
    Item,

    /// <summary>A cell, caption, note: everything becomes one text.</summary>
    Inside,
}

/// <summary>Where in a document the walk stands.</summary>
internal readonly record struct Place(PlaceKind Kind, int Level = 0)
{
    public static Place Text => new(PlaceKind.Text);

    public static Place Inside => new(PlaceKind.Inside);

    public static Place OfHeading(int level) => new(PlaceKind.Heading, level);
}
