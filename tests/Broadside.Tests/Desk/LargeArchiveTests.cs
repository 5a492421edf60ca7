using System.Diagnostics;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Rewriting;
using Broadside.Articles.Writing;
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

/// <summary>The pages of the outlet over a hundred thousand articles: prints the median and the 95th percentile of what each takes, and fails where one loads what it should page.</summary>
[Collection(Alone.Name)]
public sealed class LargeArchiveTests
{
    private static readonly string[] Paths =
    [
        "/desk", "/desk/inbox", "/desk/calendar", "/desk/calendar?week=2026-11-16", "/desk/articles", "/desk/articles?q=nothing+like+it", "/desk/articles?q=headline+77", "/desk/articles?topic=none", "/desk/articles?topic=topic-7", "/desk/articles?mine=1",
        "/desk/articles?stage=draft", "/desk/articles?language=es", "/desk/articles?stage=published&q=nothing+like+it", "/desk/articles?after={place}", "/desk/articles/find?q=nothing", "/desk/articles/a000777", "/desk/articles/a000777/details",
        "/desk/articles/a000777/publish", "/desk/audit", "/desk/audit?q=nothing+like+it", "/desk/audit?what=publish", "/desk/audit?who=nobody", "/desk/staff", "/desk/changes/words", "/desk/reports?settled=true", "/desk/media?before={newest}",
        "/desk/media", "/desk/media?q=photo+7", "/desk/media?q=nothing-like-it", "/desk/media/unused", "/desk/media/file/{file}", "/desk/changes", "/desk/changes/{change}",
        "/desk/directory/topics", "/desk/directory/tags", "/desk/directory/people?q=person", "/desk/directory/topics/topic-1", "/desk/front", "/desk/front/preview?language=en", "/desk/front/menus",
        "/desk/front/pages", "/desk/front/redirects", "/desk/reports", "/desk/reads", "/desk/reads?period=2026", "/desk/import",
    ];

    private const int Times = 40;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [ClassData(typeof(Engines))]
    public async Task The_outlets_pages_stay_quick(string engine)
    {
        var size = TestSize.Pick(20_000, 100_000);
        await using var desk = await TestDesk.StartAsync(engine);
        using var owner = await desk.SignedInAsync(Role.Owner);
        await FillAsync(desk, size, owner.Member!.Id);
        var watch = Stopwatch.StartNew();
        var change = await desk.Get<AskRewrite>().RunAsync(new ReplaceText("harbour 77", "port") { WholeWords = true }, Actor.Operator, Cancel);
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"{engine}, {size} articles, {size} files: looking through all for words took {watch.Elapsed.TotalSeconds:0.0} s");
        var places = new Dictionary<string, string>
        {
            ["{file}"] = Hash(7),
            ["{change}"] = change.Value!.Id,
            ["{place}"] = $"{Newspaper.Noon.UtcTicks}-a000500",
            ["{newest}"] = new MediaPlace(Newspaper.Noon.AddSeconds(size / 2), Hash(size / 2)).ToString(),
        };
        foreach (var path in Paths.Select(p => places.Aggregate(p, (path, place) => path.Replace(place.Key, place.Value, StringComparison.Ordinal))))
        {
            await owner.GetAsync(path);
            var times = new List<double>();
            for (var i = 0; i < Times; i++)
            {
                watch.Restart();
                var answer = await owner.GetAsync(path);
                times.Add(watch.Elapsed.TotalMilliseconds);
                Assert.Equal(200, answer.Status);
                Assert.True(answer.Body.Length < 400_000, $"{path}: {answer.Body.Length} characters");
            }
            times.Sort();
            output.WriteLine($"{times[Times / 2],7:0.0} {times[Times * 95 / 100],7:0.0} ms  {path}");
        }
    }

    private static async Task FillAsync(TestDesk desk, int size, string writer)
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
            if (i % 20 == 0)
            {
                db.Add(new ArticleWriter { ArticleId = $"a{i:000000}", StaffId = writer, Since = Newspaper.Noon });
            }
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
        await FillLogAsync(desk, size);
        db.AddRange(Enumerable.Range(1, 28).Select(day => new DayCount { Day = $"2026-11-{day:00}", Kind = CountKind.Total, Name = "", Reads = day * 100 }));
        db.Add(new DayCount { Day = "2026-11", Kind = CountKind.Total, Name = "", Reads = 40_000 });
        await db.SaveChangesAsync(Cancel);
        if (desk.Get<IEngine>() is PostgresEngine)
        {
            await db.Database.ExecuteSqlRawAsync("ANALYZE", Cancel);
        }
    }

    // As many acts as articles, and one article of fifty has a draft that waits.
    private static async Task FillLogAsync(TestDesk desk, int size)
    {
        await using var db = desk.Db();
        for (var i = 0; i < size; i++)
        {
            await desk.Get<AuditLog>().AddAsync(db, Actor.Operator, i % 3 == 0 ? "publish" : "save details", $"article/a{i:000000}", $"What was done to headline {i}", Cancel);
            if (i % 50 == 0)
            {
                var content = Newspaper.Article($"d{i:000000}", $"Draft {i}", $"Of the harbour {i} there is more to say.");
                await desk.Get<SaveDraft>().StageAsync(db, content, Actor.Operator, source: null, Cancel);
            }
            if (i % 200 == 199)
            {
                await db.SaveChangesAsync(Cancel);
                db.ChangeTracker.Clear();
            }
        }
    }

    private static string Hash(int number) => $"{number:x32}{number:x32}";
}
