using System.Text.RegularExpressions;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Import.Sample;
using Broadside.Record;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Record.Export;
using Broadside.Tests.Guard;
using Microsoft.EntityFrameworkCore;
using BlockKind = Broadside.Record.Reading.BlockKind;

namespace Broadside.Tests.Import.Sample;

public sealed partial class SampleDossierTests
{
    private static readonly SampleDossier Sample = SampleDossier.Read();

    private static readonly Dictionary<string, ArticleContent> Articles = SampleOutlet.Read(new DateTimeOffset(2026, 5, 20, 9, 0, 0, TimeSpan.Zero), []).Contents.ToDictionary(c => c.Id);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Its_words_stand_in_the_articles_exactly_once()
    {
        foreach (var (name, words) in Sample.Claims.Select(c => c.Words).Concat(Sample.Story.Select(s => s.Words).OfType<IReadOnlyDictionary<string, string>>()).SelectMany(w => w))
        {
            Assert.Contains(name, Sample.Articles);
            Assert.True(MakeSampleDossier.Find(name, BlockText.Of(Articles[SampleIds.Article(name)]), words) is not null, $"{name} does not say once: {words}");
        }
    }

    [Fact]
    public void Every_direct_quote_of_the_articles_is_in_the_record()
    {
        var said = Sample.Quotes.SelectMany(q => q.Words.Values).ToList();
        foreach (var block in Sample.ArticleIds.SelectMany(id => BlockText.Of(Articles[id])))
        {
            var spans = block.Kind == BlockKind.Quote ? [block.Text] : Marked().Matches(block.Text).Select(m => m.Groups[1].Value.TrimEnd(',', '.'));
            Assert.All(spans, span => Assert.Contains(said, s => s.Contains(span, StringComparison.Ordinal) || span.Contains(s, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void It_shows_every_kind_of_date_and_of_certainty()
    {
        Assert.Equal(Enum.GetValues<DateBasis>().Length, Sample.Events.Select(e => e.Basis).Distinct().Count());
        Assert.Equal([Factuality.Reported, Factuality.Alleged, Factuality.Denied], Sample.Events.Select(e => e.Factuality).Distinct().Order());
        Assert.All(Sample.Events.Where(e => e.Basis is DateBasis.Inferred or DateBasis.Relative), e => Assert.False(Edtf.Parse(e.Edtf)?.IsExactDay ?? false, e.Key));
        Assert.All(Sample.Events.Where(e => e.Score is not null), e => Assert.False(string.IsNullOrEmpty(e.ScoreReason), e.Key));
        Assert.InRange(Sample.Story.Count, 3, 5);
        Assert.All(Sample.Story, s => Assert.NotEmpty(s.Events));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_sample_has_a_signed_dossier_with_every_claim_live(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, Cancel);

        var dossier = (await newsroom.Get<DossierArchive>().ReadAsync(Sample.Slug, Cancel))!;

        Assert.Equal(Sample.ArticleIds, dossier.Articles);
        Assert.Equal((Sample.Events.Count, Sample.Quotes.Count, Sample.Sources.Count, Sample.Story.Count), (dossier.Events.Count, dossier.Quotes.Count, dossier.Sources.Count, dossier.Story.Count));
        Assert.Equal(Sample.Roles.Count, dossier.Actors.Sum(a => a.Roles.Count));
        Assert.Equal(Sample.Quotes.SelectMany(q => q.Words.Values).Order(StringComparer.Ordinal), dossier.Quotes.SelectMany(q => q.Anchors).Select(a => a.Exact).Order(StringComparer.Ordinal));
        Assert.Equal((SampleIds.Actor("corvella"), SampleIds.Actor("haldmark")), (dossier.PartyA, dossier.PartyB));
        Assert.InRange(RelationLine.Of(dossier)!.Points.Count, 12, 20);
        Assert.Empty(dossier.Log);
        await using var db = newsroom.Db();
        Assert.All(await db.Set<AnchorRow>().ToListAsync(Cancel), a => Assert.True(a.State == AnchorState.Exact && a.Version is not null));
        Assert.Empty(await newsroom.FindAsync());
        foreach (var format in ExportDossier.Formats)
        {
            Assert.NotEmpty((await newsroom.Get<ExportDossier>().RunAsync(Sample.Slug, format, Cancel)).Value!);
        }
    }

    [Fact]
    public async Task Made_twice_it_is_made_once_and_one_that_was_withdrawn_stays_so()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, Cancel);
        Assert.False(await newsroom.Get<MakeSampleDossier>().RunAsync(Actor.Operator, Cancel));

        await newsroom.Get<WithdrawDossier>().RunAsync(Sample.Slug, Actor.Operator, Cancel);
        await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, Cancel);

        Assert.Empty(newsroom.Get<DossierArchive>().All);
        await using var db = newsroom.Db();
        Assert.Equal((1, Sample.Events.Count), (await db.Set<Dossier>().CountAsync(Cancel), await db.Set<EventRow>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task Where_an_article_no_longer_says_it_there_is_no_dossier()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var content = Articles[SampleIds.Article(Sample.Articles[0])];
        await using (var db = newsroom.Db())
        {
            await using var writing = await newsroom.Get<VersionStore>().BeginWritingAsync(db, Cancel);
            await newsroom.Get<PublishArticles>().RunAsync(db, writing, [content with { Lead = null, Blocks = [.. content.Blocks.Where(b => b is not Quote)] }], Actor.Operator, "An older text.", Cancel);
        }

        await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, Cancel);

        Assert.Empty(newsroom.Get<DossierArchive>().All);
    }

    [GeneratedRegex("[“«]([^”»]+)[”»]", RegexOptions.NonBacktracking)]
    private static partial Regex Marked();
}
