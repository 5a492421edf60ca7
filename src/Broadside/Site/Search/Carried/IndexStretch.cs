using Broadside.Articles;

namespace Broadside.Site.Search.Carried;

/// <summary>Some hundred articles that follow each other in time and have their part of the carried index together.</summary>
/// <param name="Name">After its first article: it stays when others come before or behind. The last stretch, to which newer ones come, says its length too.</param>
/// <param name="Entries">Oldest first.</param>
/// <param name="Reads">Lists that change whenever one of its articles does, or one comes into it or leaves it.</param>
internal sealed record IndexStretch(string Name, IReadOnlyList<CatalogueEntry> Entries, IReadOnlyList<string> Reads)
{
    private const int MostBits = 7;
    private const int ArticlesForShard = 6;

    /// <summary>How many articles share one file of titles.</summary>
    public const int TitlesTogether = 64;

    /// <summary>Its words lie in 2 to the power of this many shards.</summary>
    public int Bits => Math.Clamp((int)Math.Ceiling(Math.Log2(Math.Max(1, Entries.Count / (double)ArticlesForShard))), 0, MostBits);

    public int Shards => 1 << Bits;

    public int TitleFiles => (Entries.Count + TitlesTogether - 1) / TitlesTogether;

    /// <summary>
    /// Of whom a file tells, so that it goes from every copy with them: titles of each of theirs, and every file of the stretch,
    /// whatever its length. Each shard would name hundreds of articles.
    /// </summary>
    public IEnumerable<string> Told(string file)
    {
        var number = Enumerable.Range(0, TitleFiles).FirstOrDefault(i => SearchShard.TitlesName(i) == file, -1);
        var titles = number < 0 ? [] : Entries.Skip(number * TitlesTogether).Take(TitlesTogether).Select(e => e.Version.Subject);
        return titles.Append(SearchShard.SubjectStart + Name.Split('-')[0]);
    }

    /// <summary>Names of its files.</summary>
    public IEnumerable<string> Files() => Enumerable.Range(0, Shards).Select(SearchShard.Name).Concat(Enumerable.Range(0, TitleFiles).Select(SearchShard.TitlesName));
}
