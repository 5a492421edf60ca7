using Broadside.Articles;
using Broadside.Digest;
using Broadside.Digest.Composing;
using Broadside.Guard;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Digest;

/// <summary>What a digest gathers, however much was brought over since the last one.</summary>
public sealed class GatherTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task News_is_found_behind_a_large_import_and_the_next_digest_begins_after_all_of_it(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var now = newsroom.Time.GetUtcNow();
        await newsroom.PublishAsync(Newspaper.Article("before", "Before the import", "Text.") with { PublishedAt = now.AddHours(-3) });
        await newsroom.PublishAsync([.. Enumerable.Range(0, 600).Select(i => Newspaper.Article($"old{i}", $"Old {i}", "Text.") with { PublishedAt = now.AddDays(-20).AddMinutes(-i) })]);
        await newsroom.PublishAsync(Newspaper.Article("after", "After the import", "Text.") with { PublishedAt = now.AddHours(-1) });

        var gathered = await GatherAsync(newsroom, 0);
        var next = await GatherAsync(newsroom, gathered.ToSeq);

        Assert.Equal(["after", "before"], gathered.Articles.Select(a => a.Content.Id));
        await using var db = newsroom.Db();
        Assert.Equal(await db.Set<VersionRow>().Where(v => v.Subject.StartsWith("article/")).MaxAsync(v => v.Seq, Cancel), gathered.ToSeq);
        Assert.Equal((true, gathered.ToSeq), (next.IsEmpty, next.ToSeq));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_correction_since_the_last_one_is_told_and_an_old_one_is_not_told_again(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var now = newsroom.Time.GetUtcNow();
        var article = Newspaper.Article("told", "Told", "Text.") with { PublishedAt = now.AddDays(-30) };
        await newsroom.PublishAsync(article);
        var before = (await GatherAsync(newsroom, 0)).ToSeq;
        await newsroom.PublishAsync(article with { Corrections = [new Correction(CorrectionKind.Correction, "The year was 1958.", newsroom.Time.GetUtcNow())] });

        var gathered = await GatherAsync(newsroom, before);

        Assert.Equal("The year was 1958.", Assert.Single(gathered.Corrections).Correction.Text);
        Assert.Empty((await GatherAsync(newsroom, gathered.ToSeq)).Corrections);
    }

    private static Task<Gathered> GatherAsync(TestNewsroom newsroom, long fromSeq) =>
        newsroom.Get<GatherDigest>().RunAsync(new DigestRow { Day = "2026-11-22", FromSeq = fromSeq }, new DigestPlan(), Cancel);
}
