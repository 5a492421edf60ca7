using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Import.Sample;
using Broadside.Kit;

namespace Broadside.Tests.Import.Sample;

public sealed class SampleOutletTests
{
    private static readonly DateTimeOffset Today = new(2026, 5, 20, 9, 0, 0, TimeSpan.Zero);

    private static readonly SampleOutlet Outlet = SampleOutlet.Read(Today, []);

    private static IEnumerable<ArticleContent> Articles => Outlet.Contents.Where(c => c.Kind == ArticleKind.Article);

    [Fact]
    public void Every_line_of_the_sample_is_understood()
    {
        var warnings = new List<string>();
        SampleOutlet.Read(Today, warnings);
        Assert.Empty(warnings);
    }

    [Fact]
    public void The_same_sample_on_the_same_day_is_the_same_to_the_last_byte() =>
        Assert.Equal(CanonicalJson.Bytes(Outlet.Contents), CanonicalJson.Bytes(SampleOutlet.Read(Today, []).Contents));

    [Fact]
    public void Dates_are_counted_back_from_the_day_it_is_made_but_the_quarrel_keeps_its_own()
    {
        var later = SampleOutlet.Read(Today.AddDays(100), []).Contents.ToDictionary(c => c.Id);
        foreach (var article in Articles)
        {
            Assert.True(article.PublishedAt < Today);
            var moved = later[article.Id].PublishedAt - article.PublishedAt;
            Assert.Equal(article.PublishedAt!.Value.Year == 2025 ? TimeSpan.Zero : TimeSpan.FromDays(100), moved);
        }
        Assert.Equal(5, Articles.Count(a => a.PublishedAt!.Value is { Year: 2025, Month: 7 }));
    }

    [Fact]
    public void Articles_in_English_and_Spanish_have_400_to_900_words()
    {
        var counted = Articles.Where(a => a.Language != "ar").ToList();
        Assert.All(counted, a => Assert.InRange(a.Blocks.SelectMany(ContentWalk.Texts).Sum(t => t.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length), 400, 900));
        Assert.True(counted.Count(a => a.Language == "en") >= 12);
        Assert.True(counted.Count(a => a.Language == "es") >= 6);
    }

    [Fact]
    public void Every_kind_of_block_is_shown()
    {
        var kinds = Outlet.Contents.SelectMany(c => c.Blocks).Select(b => b.GetType()).ToHashSet();
        Assert.Empty(typeof(Block).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Block)) && !t.IsAbstract).Except(kinds));
    }

    [Fact]
    public void It_has_a_correction_a_series_of_three_and_three_translated_pairs()
    {
        Assert.Contains(Articles, a => a.Corrections.Any(c => c.Kind == CorrectionKind.Correction));
        Assert.Equal([1, 2, 3], Articles.Select(a => a.Series?.Part).OfType<int>().Order());
        Assert.True(Articles.Where(a => a.TranslationGroup is not null).GroupBy(a => a.TranslationGroup).Count(g => g.Select(a => a.Language).Distinct().Count() == 2) >= 3);
    }

    [Fact]
    public void Ids_are_unlike_each_other_and_whatever_is_named_is_there()
    {
        var ids = Outlet.Contents.Select(c => c.Id).ToList();
        var blocks = Outlet.Contents.SelectMany(c => c.Blocks).Select(b => b.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(blocks.Count, blocks.Distinct().Count());
        Assert.All(Articles.SelectMany(a => a.Related).Concat(Outlet.Curation.Fronts.SelectMany(f => f.Lead)), id => Assert.Contains(id, ids));
        Assert.All(Articles.SelectMany(a => a.Bylines), b => Assert.Contains(Outlet.People, p => p.Slug == b.Slug && p.Name == b.Name));
    }

    [Fact]
    public void Links_from_article_to_article_lead_to_one()
    {
        var addresses = Outlet.Contents.Select(c => $"/{c.PublishedAt:yyyy/MM}/{c.Slug}/").ToList();
        var links = Outlet.Contents.SelectMany(c => c.Blocks).SelectMany(ContentWalk.Texts).SelectMany(t => t.Marks ?? []).Where(m => m.Kind == MarkKind.Link);
        Assert.All(links, l => Assert.Contains(l.Value, addresses));
    }
}
