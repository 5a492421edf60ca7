using System.Diagnostics;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Media;
using Broadside.Site.Counts;
using Broadside.Site.Reports;
using Broadside.Staff;
using Broadside.Storage;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Desk;

/// <summary>The pages of the outlet over a hundred thousand articles: prints what each takes, and fails where one loads what it should page.</summary>
public sealed class LargeArchiveTests
{
    private static readonly string[] Paths =
    [
        "/desk/media", "/desk/media?q=photo+7", "/desk/media?q=nothing-like-it", "/desk/media/unused", "/desk/media/file/{file}", "/desk/changes", "/desk/changes/{change}",
        "/desk/directory/topics", "/desk/directory/tags", "/desk/directory/people?q=person", "/desk/directory/topics/topic-1", "/desk/front", "/desk/front/preview?language=en", "/desk/front/menus",
        "/desk/front/pages", "/desk/front/redirects", "/desk/reports", "/desk/reads", "/desk/reads?period=2026", "/desk/import",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [ClassData(typeof(Engines))]
    public async Task The_outlets_pages_stay_quick(string engine)
    {
        var size = TestSize.Pick(20_000, 100_000);
        await using var desk = await TestDesk.StartAsync(engine);
        using var owner = await desk.SignedInAsync(Role.Owner);
        await FillAsync(desk, size);
        var watch = Stopwatch.StartNew();
        var change = await desk.Get<AskRewrite>().RunAsync(new ReplaceText("harbour 77", "port") { WholeWords = true }, Actor.Operator, Cancel);
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"{engine}, {size} articles, {size} files: looking through all for words took {watch.Elapsed.TotalSeconds:0.0} s");
        foreach (var path in Paths.Select(p => p.Replace("{file}", Hash(7), StringComparison.Ordinal).Replace("{change}", change.Value!.Id, StringComparison.Ordinal)))
        {
            await owner.GetAsync(path);
            var times = new List<double>();
            for (var i = 0; i < 9; i++)
            {
                watch.Restart();
                var answer = await owner.GetAsync(path);
                times.Add(watch.Elapsed.TotalMilliseconds);
                Assert.Equal(200, answer.Status);
                Assert.True(answer.Body.Length < 400_000, $"{path}: {answer.Body.Length} characters");
            }
            output.WriteLine($"{times.Order().ElementAt(4),7:0.0} ms  {path}");
        }
    }

    private static async Task FillAsync(TestDesk desk, int size)
    {
        for (var from = 0; from < size; from += 500)
        {
            var contents = Enumerable.Range(from, Math.Min(500, size - from)).Select(i => Newspaper.Article($"a{i:000000}", $"Headline {i}", $"The harbour {i} and the pier, and what else there is to say of a day like this one.") with
            {
                PublishedAt = Newspaper.Noon.AddMinutes(-i),
                Topics = [new Term($"topic-{i % 40}", $"Topic {i % 40}")],
                Tags = [new Term($"tag-{i % 3000}", $"Tag {i % 3000}")],
                Bylines = [new Byline($"person-{i % 500}", $"Person {i % 500}")],
                Lead = i % 2 == 0 ? new Figure { Id = "lead", Media = Hash(i), Width = 100, Height = 100 } : null,
            });
            await desk.PublishAsync([.. contents]);
        }
        await using var db = desk.Db();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        for (var i = 0; i < size; i++)
        {
            db.Add(new MediaFile { Sha256 = Hash(i), OriginalSha256 = Hash(i), Name = $"photo {i}.jpg", MediaType = "image/jpeg", Bytes = 1, Width = 100, Height = 100, Credit = "Ana Ruiz", Alt = "The harbour in the morning", CreatedAt = Newspaper.Noon.AddSeconds(i) });
            db.Add(new DayCount { Day = $"2026-11-{(i % 28) + 1:00}", Kind = CountKind.Article, Name = $"a{i:000000}", Reads = i % 100 });
            db.Add(new DayCount { Day = "2026-11", Kind = CountKind.Article, Name = $"a{i:000000}", Reads = i % 1000 });
            db.Add(new DayCount { Day = "2026", Kind = CountKind.Article, Name = $"a{i:000000}", Reads = i % 1000 });
            if (i % 10 == 0)
            {
                db.Add(new ErrorReport { Id = $"r{i:000000}", ArticleId = $"a{i:000000}", Message = "The date is wrong.", ReceivedAt = Newspaper.Noon });
            }
            if (i % 1000 == 999)
            {
                await db.SaveChangesAsync(Cancel);
                db.ChangeTracker.Clear();
            }
        }
        db.AddRange(Enumerable.Range(1, 28).Select(day => new DayCount { Day = $"2026-11-{day:00}", Kind = CountKind.Total, Name = "", Reads = day * 100 }));
        db.Add(new DayCount { Day = "2026-11", Kind = CountKind.Total, Name = "", Reads = 40_000 });
        await db.SaveChangesAsync(Cancel);
        if (desk.Get<IEngine>() is PostgresEngine)
        {
            await db.Database.ExecuteSqlRawAsync("ANALYZE", Cancel);
        }
    }

    private static string Hash(int number) => $"{number:x32}{number:x32}";
}
