using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Plans;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Broadside.Tests.Backup;
using Broadside.Tests.Giving.Simulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Giving.Drills;

/// <summary>Yesterday's backup is restored, or a clone is started beside the original: each knows every key, and moves no money and writes to nobody.</summary>
public sealed class CloneTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "outbound-switch")]
    public async Task A_copy_changes_nothing_at_any_rail_and_the_original_goes_on(string engine)
    {
        using var folder = new TempFolder();
        await using var house = await DrillHouse.OpenAsync(engine);
        house.Pay(await house.GiveAsync(2_000, "stripe", repeats: Interval.Monthly, email: "ana@reader.example"));
        await house.TellAsync();
        var underWay = await house.GiveAsync(1_000, "paypal", email: "ben@reader.example");
        await house.Newsroom.BackUpAsync(folder.At("yesterday.bsb"));
        var restored = await house.Newsroom.RestoreAsync(folder.At("yesterday.bsb"), folder.At("restored"));
        Assert.True(restored.IsDone, restored.Refusal?.Message);
        await house.Newsroom.CloseAsync();
        Copy(house.Newsroom.Folder, folder.At("clone"));
        await house.Newsroom.OpenAgainAsync();
        // Agreed to by the donor, and waiting to be taken: whoever asks next might take it.
        house.Pay(underWay);

        foreach (var (path, postgres) in new[] { (folder.At("restored"), null), (folder.At("clone"), house.Newsroom.Postgres) })
        {
            var before = Changes(house);
            await using var copy = await house.Newsroom.OpenCopyAsync(path, postgres);
            await DoEverythingAsync(copy.Services);
            Assert.Equal(before, Changes(house));
        }

        await house.TellAsync();
        await house.PollAsync();
        Assert.Equal(3_000, -await house.BalanceAsync("income:gifts:general"));
        await house.BooksAgreeAsync();
    }

    private static async Task DoEverythingAsync(IServiceProvider copy)
    {
        await using var db = await copy.GetRequiredService<IDbContextFactory<NewsroomDb>>().CreateDbContextAsync(Cancel);
        var letters = await db.Set<Letter>().CountAsync(l => l.State != LetterState.Waiting, Cancel);
        var charge = await db.Set<EntryRow>().FirstAsync(e => e.Kind == FactKind.Charge && e.Rail == "stripe", Cancel);
        var plan = await db.Set<RecurringPlan>().SingleAsync(Cancel);

        Assert.Equal("quiet", (await copy.GetRequiredService<RefundGift>().RunAsync(new FactKey("stripe", StripeSim.Account, FactKind.Charge, charge.RemoteId), new Money(100, "EUR"), "twice", Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Equal("quiet", (await copy.GetRequiredService<ChangePlan>().RunAsync(plan.Id, new PlanWish(PlanAct.Cancel), Actor.Operator, Cancel)).Refusal?.Code);
        var scheduled = copy.GetServices<Schedule>().Select(s => s.Kind).ToHashSet();
        var jobs = copy.GetServices<IJob>().Where(j => scheduled.Contains(j.Kind) && j.GetType().Namespace is { } name && (name.StartsWith("Broadside.Giving", StringComparison.Ordinal) || name.StartsWith("Broadside.Mail", StringComparison.Ordinal))).ToList();
        Assert.True(jobs.Count > 10, $"{jobs.Count} jobs");
        foreach (var job in jobs)
        {
            await job.RunAsync("{}", Cancel);
        }
        Assert.Equal(letters, await db.Set<Letter>().CountAsync(l => l.State != LetterState.Waiting, Cancel));
    }

    // What a rail was asked that may change something there; a token for asking changes nothing.
    private static List<string> Changes(DrillHouse house) =>
        [.. house.Simulator.Hosts.SelectMany(h => h.Answers.Where(a => a.Call.Method != "GET" && !a.Call.Path.EndsWith("/token", StringComparison.Ordinal)).Select(a => $"{h.Rail} {a.Call.Method} {a.Call.Path}"))];

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var there = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(there)!);
            File.Copy(file, there);
        }
    }
}
