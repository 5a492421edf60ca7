using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Search.Carried;

namespace Broadside.Tests.Site.Search.Carried;

public sealed class IndexStretchesTests
{
    private const int Shortest = 16;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(2000)]
    public void Every_article_stands_in_one_stretch_in_its_order(int count)
    {
        var articles = Articles(count);
        var stretches = IndexStretches.Cut(articles, [], Shortest);

        Assert.Equal(articles.Select(a => a.Id), stretches.SelectMany(s => s.Entries).Select(e => e.Id));
        Assert.All(stretches.SkipLast(1), s => Assert.InRange(s.Entries.Count, Shortest, Shortest * 8));
        Assert.Equal(stretches.Count, stretches.Select(s => s.Name).Distinct().Count());
    }

    [Fact]
    public void A_new_article_comes_into_the_last_stretch_and_moves_no_other()
    {
        var articles = Articles(1000);
        var before = IndexStretches.Cut(articles, [], Shortest).Select(Told).ToList();
        var after = IndexStretches.Cut([.. articles, Entry("newest", 5000)], [], Shortest).Select(Told).ToList();

        Assert.InRange(after.Except(before).Count(), 1, 1);
        Assert.Equal(before.SkipLast(1), after.Take(before.Count - 1));
    }

    [Fact]
    public void One_that_goes_or_comes_in_the_middle_touches_few_stretches()
    {
        var articles = Articles(1000);
        var before = IndexStretches.Cut(articles, [], Shortest).Select(Told).ToList();
        var touched = new List<int>();
        for (var at = 0; at < articles.Count; at += 37)
        {
            touched.Add(IndexStretches.Cut([.. articles.Where((_, i) => i != at)], [], Shortest).Select(Told).Except(before).Count());
            touched.Add(IndexStretches.Cut([.. articles.Take(at), Entry($"between-{at}", at), .. articles.Skip(at)], [], Shortest).Select(Told).Except(before).Count());
        }

        Assert.True(touched.Average() < 2.5, $"{touched.Average()} of {before.Count} on average");
    }

    [Fact]
    public void A_stretch_reads_the_months_from_its_first_article_to_the_first_of_the_next()
    {
        var stretches = IndexStretches.Cut(Articles(400), [], Shortest);

        Assert.All(stretches, s => Assert.All(s.Entries, e => Assert.Contains(ListKey.Month(e.PublishedAt), s.Reads)));
        Assert.All(stretches.SkipLast(1).Zip(stretches.Skip(1)), pair => Assert.Contains(ListKey.Month(pair.Second.Entries[0].PublishedAt), pair.First.Reads));
    }

    [Fact]
    public void A_very_large_archive_has_longer_stretches_and_not_more()
    {
        Assert.InRange(IndexStretches.Cut(Articles(20_000), [], Shortest).Count, 30, 80);
    }

    private static string Told(IndexStretch stretch) => stretch.Name + string.Join(' ', stretch.Entries.Select(e => e.Id));

    private static List<CatalogueEntry> Articles(int count) => [.. Enumerable.Range(0, count).Select(i => Entry($"article-{i}", i))];

    private static CatalogueEntry Entry(string id, int day) => CatalogueEntry.OfDraft(Newspaper.Article(id, id) with { PublishedAt = Newspaper.Noon.AddDays(day - 3000) }, null);
}
