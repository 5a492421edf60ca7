namespace Broadside.Articles.Pages.Publishing;

/// <summary>Where one can go from a screen of one article.</summary>
/// <param name="Id">The article.</param>
/// <param name="Here">Name of this screen.</param>
public sealed record Steps(string Id, string Here)
{
    public IReadOnlyList<(string Name, string Path)> All { get; } =
        [("write", ""), ("publish", "/publish"), ("preview", "/preview"), ("history", "/history"), ("translate", "/translate"), ("updates", "/updates"), ("share", "/share")];
}
