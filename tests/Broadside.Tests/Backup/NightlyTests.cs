using Broadside.Backup.Keeping;
using Broadside.Backup.Sealing;
using Broadside.Guard;
using Broadside.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Backup;

public sealed class NightlyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_night_a_backup_is_made_proven_and_carried_away_encrypted_and_the_oldest_go()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("away"));
        await using var newsroom = await BackedUp.OpenAsync(settings: [("Backup:Folder", folder.At("here")), ("Backup:Away", folder.At("away")), ("Backup:Keep", "1")]);
        var (line, words) = RecoveryKey.Make();
        newsroom.Get<KeptRecoveryKey>().Keep(line);
        await File.WriteAllTextAsync(folder.At("away", "broadside-mine.bsb"), "not ours", Cancel);

        for (var night = 0; night < 2; night++)
        {
            newsroom.Time.Advance(TimeSpan.FromDays(1));
            await newsroom.Get<NightlyBackup>().RunAsync("{}", Cancel);
        }

        Assert.Single(Directory.GetFiles(folder.At("here")));
        Assert.Equal(2, Directory.GetFiles(folder.At("away")).Length);
        var newest = Directory.GetFiles(folder.At("away"), "broadside-2026*").Order(StringComparer.Ordinal).Last();
        Assert.Equal(Path.GetFileName(newest), Path.GetFileName(Directory.GetFiles(folder.At("here")).Order(StringComparer.Ordinal).Last()));
        Assert.Empty((await newsroom.DrillAsync(newest, string.Join(' ', words))).Findings);
        var made = await newsroom.Get<BackupQueries>().LatestAsync(9, Cancel);
        Assert.Equal([BackupState.Proven, BackupState.Removed], made.Select(b => b.State));
        Assert.All(await newsroom.Get<BackupQueries>().DrillsAsync(9, Cancel), d => Assert.True(d.IsGood && d.IsOwn, d.Findings));
        Assert.Empty(await StandingAsync(newsroom));
    }

    [Fact]
    public async Task After_a_week_without_a_proven_backup_an_alarm_stands_until_one_is_proven()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync(settings: [("Backup:Folder", folder.At("here"))]);
        var watch = newsroom.Get<WatchBackups>();
        await watch.RunAsync("{}", Cancel);
        Assert.Empty(await StandingAsync(newsroom));
        newsroom.Time.Advance(TimeSpan.FromDays(8));
        await watch.RunAsync("{}", Cancel);
        Assert.Equal(["backup-old"], await StandingAsync(newsroom));

        // A backup alone proves nothing, nor does that of another newsroom.
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        await watch.RunAsync("{}", Cancel);
        Assert.Equal(["backup-old"], await StandingAsync(newsroom));
        await using (var other = await TestNewsroom.OpenAsync())
        {
            await other.BackUpAsync(folder.At("other.bsb"));
            await newsroom.Get<RecordDrill>().RunAsync(await other.DrillAsync(folder.At("other.bsb")), Cancel);
        }
        Assert.Equal(["backup-old"], await StandingAsync(newsroom));

        await newsroom.Get<RecordDrill>().RunAsync(await newsroom.DrillAsync(folder.At("a.bsb")), Cancel);
        Assert.Empty(await StandingAsync(newsroom));

        // What counts is the age of the backup, not of its drill.
        newsroom.Time.Advance(TimeSpan.FromDays(8));
        await newsroom.Get<RecordDrill>().RunAsync(await newsroom.DrillAsync(folder.At("a.bsb")), Cancel);
        Assert.Equal(["backup-old"], await StandingAsync(newsroom));
    }

    [Fact]
    public async Task A_backup_that_does_not_restore_rings_and_the_last_good_one_stays()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync(settings: [("Backup:Folder", folder.At("here")), ("Backup:Keep", "1")]);
        await newsroom.Get<NightlyBackup>().RunAsync("{}", Cancel);
        var good = Directory.GetFiles(folder.At("here")).Single();
        await newsroom.AlterAsync("UPDATE articles SET title = 'Buy here' WHERE id = 'quay'");
        newsroom.Time.Advance(TimeSpan.FromDays(1));

        await newsroom.Get<NightlyBackup>().RunAsync("{}", Cancel);

        Assert.Equal(["backup-drill"], (await StandingAsync(newsroom)).Where(c => c.StartsWith("backup", StringComparison.Ordinal)));
        Assert.True(File.Exists(good));
    }

    [Fact]
    public async Task Of_bad_nights_in_a_row_the_two_newest_stay_beside_the_last_good_one()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync(settings: [("Backup:Folder", folder.At("here")), ("Backup:Keep", "1")]);
        var made = new List<string>();
        for (var night = 0; night < 5; night++)
        {
            if (night == 1)
            {
                await newsroom.AlterAsync("UPDATE articles SET title = 'Buy here' WHERE id = 'quay'");
            }
            made.Add(BackupName.Of(newsroom.Time.GetUtcNow()));
            await newsroom.Get<NightlyBackup>().RunAsync("{}", Cancel);
            newsroom.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([made[0], made[3], made[4]], Names(folder.At("here")));
        var states = (await newsroom.Get<BackupQueries>().LatestAsync(9, Cancel)).Select(b => b.State);
        Assert.Equal([BackupState.Written, BackupState.Written, BackupState.Removed, BackupState.Removed, BackupState.Proven], states);
    }

    [Fact]
    public async Task What_a_killed_night_left_is_swept_and_nothing_else()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync(settings: [("Backup:Folder", folder.At("here"))]);
        var now = newsroom.Time.GetUtcNow().UtcDateTime;
        Directory.CreateDirectory(folder.At("here"));
        foreach (var (name, at) in new[] { (".drill-0f1e2d3c4b5a", now.AddDays(-1)), (".drill-5a4b3c2d1e0f", now), (".drill-mine", now.AddDays(-1)) })
        {
            Directory.CreateDirectory(folder.At("here", name));
            await File.WriteAllTextAsync(folder.At("here", name, "broadside.db"), "x", Cancel);
            Directory.SetLastWriteTimeUtc(folder.At("here", name), at);
        }
        foreach (var name in new[] { "broadside-2026-11-20-031000.bsb.tmp", "broadside-mine.bsb.tmp", "mine.tmp" })
        {
            await File.WriteAllTextAsync(folder.At("here", name), "x", Cancel);
        }
        await using var busy = new FileStream(folder.At("here", "broadside-2026-11-21-031000.bsb.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None);

        await newsroom.Get<NightlyBackup>().RunAsync("{}", Cancel);

        string[] expected = [".drill-5a4b3c2d1e0f", ".drill-mine", "broadside-2026-11-21-031000.bsb.tmp", BackupName.Of(newsroom.Time.GetUtcNow()), "broadside-mine.bsb.tmp", "mine.tmp"];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Names(folder.At("here")));
    }

    [Fact]
    public async Task Asked_for_twice_at_the_desk_it_is_made_once()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync(settings: [("Backup:Folder", folder.At("here"))]);
        var desk = newsroom.Get<BackupDesk>();
        await desk.MakeAsync(Actor.Operator, Cancel);
        await desk.MakeAsync(Actor.Operator, Cancel);
        Assert.True(await desk.IsBusyAsync(Cancel));

        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.False(await desk.IsBusyAsync(Cancel));
        Assert.Single(Directory.GetFiles(folder.At("here")));
    }

    private static IEnumerable<string> Names(string folder) => Directory.GetFileSystemEntries(folder).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<string>> StandingAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<Alarm>().Where(a => a.ClearedAt == null).OrderBy(a => a.Code).Select(a => a.Code).ToListAsync(Cancel);
    }
}
