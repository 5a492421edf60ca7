using Broadside.Articles;

namespace Broadside.Site.Feeds;

/// <summary>Which feed stands at an address: whose articles, and in what format.</summary>
/// <param name="Home">Path of the page that lists the same articles.</param>
/// <param name="List">A <see cref="ListKey"/>; null: the front page of the outlet's own language.</param>
/// <param name="File">"feed.xml", "atom.xml", "feed.json" or "podcast.xml".</param>
public sealed record FeedPlace(string Home, string? List, string File)
{
    public static IReadOnlyList<(string File, string MediaType)> Formats { get; } =
        [("feed.xml", RssFeed.MediaType), ("atom.xml", AtomFeed.MediaType), ("feed.json", JsonFeed.MediaType)];

    public string Path => Home + File;

    private static readonly (string Start, string Folder)[] Folders =
        [(ListKey.LanguageStart, "/"), (ListKey.TopicStart, "/topics/"), (ListKey.TagStart, "/tags/"), (ListKey.PersonStart, "/people/"), (ListKey.SeriesStart, "/series/")];

    /// <summary>Every address that could be a feed of the lists that are not empty.</summary>
    /// <param name="lists">Keys of those that begin so.</param>
    public static IEnumerable<string> All(Func<string, IEnumerable<string>> lists) => Folders
        .SelectMany(folder => lists(folder.Start).Select(list => $"{folder.Folder}{list[folder.Start.Length..]}/"))
        .Prepend("/")
        .SelectMany(home => Formats.Select(format => home + format.File))
        .Append("/podcast.xml");

    /// <summary>What the address would lead to, if there is such a list; null when no feed has such an address.</summary>
    public static FeedPlace? Read(string path)
    {
        var slash = path.LastIndexOf('/');
        var (home, file) = (path[..(slash + 1)], path[(slash + 1)..]);
        if (path == "/podcast.xml")
        {
            return new FeedPlace(home, ListKey.Audio, file);
        }
        if (!Formats.Any(f => f.File == file))
        {
            return null;
        }
        return home.Split('/') switch
        {
            ["", ""] => new FeedPlace(home, null, file),
            ["", var language, ""] => new FeedPlace(home, ListKey.Language(language), file),
            ["", "topics", var slug, ""] => new FeedPlace(home, ListKey.Topic(slug), file),
            ["", "tags", var slug, ""] => new FeedPlace(home, ListKey.Tag(slug), file),
            ["", "people", var slug, ""] => new FeedPlace(home, ListKey.Person(slug), file),
            ["", "series", var slug, ""] => new FeedPlace(home, ListKey.Series(slug), file),
            _ => null,
        };
    }
}
