using Broadside.Backup.Packing;
using Broadside.Backup.Restoring;
using Broadside.Backup.Tables;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Backup;

public sealed class RestoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engines.Sqlite, Engines.Sqlite)]
    [InlineData(Engines.Sqlite, Engines.Postgres)]
    [InlineData(Engines.Postgres, Engines.Sqlite)]
    [InlineData(Engines.Postgres, Engines.Postgres)]
    public async Task Everything_comes_back_on_either_engine(string from, string to)
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync(from);
        await newsroom.BackUpAsync(new BackupOrder(folder.At("a.bsb")) { Passphrase = "four words or more" });
        var postgres = to == Engines.Postgres ? await Engines.CreatePostgresDatabaseAsync() : null;

        var outcome = await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("data"), postgres, passphrase: "four words or more");

        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        Assert.Empty(outcome.Value.Findings);
        Assert.True(outcome.Value.HasKeys);
        await using (var restored = await newsroom.OpenRestoredAsync(folder.At("data"), postgres))
        {
            Assert.True(restored.Services.GetRequiredService<KeyRing>().CanSign);
            var again = await restored.Services.GetRequiredService<MakeBackup>().RunAsync(new BackupOrder(folder.At("b.bsb")) { Passphrase = "four words or more" }, (_, _) => { }, Cancel);
            Assert.True(again.IsDone, again.Refusal?.Message);
            await NumbersGoOnAsync(newsroom, restored.Services);
        }
        // Line by line, and every file: whatever the engine wrote them.
        var (before, after) = (BackedUp.ManifestOf(folder.At("a.bsb")), BackedUp.ManifestOf(folder.At("b.bsb")));
        Assert.Equal(before.Entries.Where(e => e.Key != EntryName.Secrets), after.Entries.Where(e => e.Key != EntryName.Secrets));
        Assert.Equal(before.Tables, after.Tables);
        Assert.Equal(before.Pages, after.Pages);
        Assert.Equal(before.Sequences, after.Sequences);
        Assert.True(before.Pages.Count > 10);
        if (postgres is not null)
        {
            await Engines.DropPostgresDatabaseAsync(postgres);
        }
    }

    [Fact]
    [Trait("Defence", "outbound-switch")]
    public async Task A_restored_newsroom_is_quiet_until_a_person_says_that_it_is_the_one()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("data"));
        await using var restored = await newsroom.OpenRestoredAsync(folder.At("data"));
        var outbound = restored.Services.GetRequiredService<OutboundSwitch>();

        Assert.False(await outbound.MayAsync(Cancel));
        Assert.True(await outbound.IsQuietAsync(Cancel));
        Assert.False(restored.Services.GetRequiredService<KeyRing>().CanSign);
        var sent = await restored.Services.GetRequiredService<Broadside.Digest.Ledger.SendDigest>().RunAsync(await DigestAsync(restored.Services), true, null, Cancel);
        Assert.Equal("outbound_quiet", sent.Refusal?.Code);

        await outbound.ConfirmAsync(Actor.Operator, Cancel);

        Assert.True(await outbound.MayAsync(Cancel));
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_refused_and_left_alone()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        Directory.CreateDirectory(folder.At("data"));
        await File.WriteAllTextAsync(folder.At("data", "mine"), "x", Cancel);

        var outcome = await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("data"));
        var own = await newsroom.RestoreAsync(folder.At("a.bsb"), newsroom.Folder);

        Assert.Equal(("not_empty", "not_empty"), (outcome.Refusal?.Code, own.Refusal?.Code));
        Assert.Equal([folder.At("data", "mine")], Directory.GetFileSystemEntries(folder.At("data")));
    }

    [Fact]
    public async Task A_full_database_is_refused()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync(Engines.Postgres);
        await newsroom.BackUpAsync(folder.At("a.bsb"));

        var outcome = await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("data"), newsroom.Postgres);

        Assert.Equal("not_empty", outcome.Refusal?.Code);
        Assert.False(Directory.Exists(folder.At("data")));
    }

    [Fact]
    public async Task Broken_off_anywhere_nothing_stands_in_the_folders_place()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        Directory.CreateDirectory(folder.At("there"));
        var (points, chance) = (0, new Random(11));
        Mishap.Heard.Value = _ => points++;
        await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("whole"));

        for (var round = 0; round < TestSize.Pick(2, 60); round++)
        {
            var (left, place) = (chance.Next(1, points), folder.At(round % 2 == 0 ? "data" : "there"));
            Mishap.Heard.Value = _ => Fall(--left);
            await Assert.ThrowsAsync<InvalidOperationException>(() => newsroom.RestoreAsync(folder.At("a.bsb"), place));
            Assert.False(File.Exists(Path.Combine(place, "broadside.db")));
        }
        Mishap.Heard.Value = null;
        Assert.True((await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("data"))).IsDone);
        Assert.True((await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("there"))).IsDone);
    }

    [Fact]
    [Trait("Suite", "slow")]
    public async Task Killed_at_any_point_the_next_restore_into_PostgreSQL_begins_anew()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        var whole = await Engines.CreatePostgresDatabaseAsync(isEmpty: true);
        var (points, chance) = (0, new Random(23));
        Mishap.Heard.Value = _ => Interlocked.Increment(ref points);
        await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("whole"), whole);
        Mishap.Heard.Value = null;
        await Engines.DropPostgresDatabaseAsync(whole);

        for (var round = 0; round < TestSize.Pick(2, 20); round++)
        {
            // First with all rows in the database, and the folder not yet in its place.
            var (at, place) = (round == 0 ? points - 2 : chance.Next(1, points - 2), folder.At($"data{round}"));
            var postgres = await Engines.CreatePostgresDatabaseAsync(isEmpty: true);
            Directory.CreateDirectory(place);
            using (var killed = TestProgram.Start(place, postgres, at, ["restore", folder.At("a.bsb")]))
            {
                Assert.Contains("mishap:", (await TestProgram.EndAsync(killed)).Error, StringComparison.Ordinal);
            }

            var again = await newsroom.RestoreAsync(folder.At("a.bsb"), place, postgres);

            Assert.True(again.IsDone, again.Refusal?.Message);
            Assert.Empty(again.Value.Findings);
            await Engines.DropPostgresDatabaseAsync(postgres);
        }
    }

    [Fact]
    public async Task What_a_restore_left_unfinished_is_cleared_and_nobody_elses_table()
    {
        var postgres = await Engines.CreatePostgresDatabaseAsync();
        await using var engine = new PostgresEngine(postgres);
        await using var connection = await engine.OpenAsync(readOnly: false, Cancel);
        await Sql.RunAsync(connection, "CREATE TABLE somebodys_own (id bigint)", Cancel);
        var unfinished = new UnfinishedRestore(engine);

        await unfinished.ClearAsync(Cancel);
        Assert.NotNull(await Sql.AskAsync(connection, "SELECT 1 FROM pg_tables WHERE tablename = 'versions'", Cancel));
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            await UnfinishedRestore.MarkAsync(connection, transaction, Cancel);
            await transaction.CommitAsync(Cancel);
        }
        await unfinished.ClearAsync(Cancel);

        Assert.Equal("somebodys_own", await Sql.AskAsync(connection, "SELECT string_agg(tablename::text, ' ') FROM pg_tables WHERE schemaname = current_schema()", Cancel));
        await Engines.DropPostgresDatabaseAsync(postgres);
    }

    [Fact]
    public async Task Every_table_has_its_place_in_a_backup()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await using var connection = await newsroom.Get<IEngine>().OpenAsync(readOnly: true, Cancel);

        var tables = (await newsroom.Get<IBackupTables>().ShapesAsync(connection, Cancel)).Select(s => s.Name);

        Assert.Empty(tables.Except(TableParts.Known));
    }

    private static void Fall(int left)
    {
        if (left == 0)
        {
            throw new InvalidOperationException("Here it ends.");
        }
    }

    private static async Task<long> DigestAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<NewsroomDb>>().CreateDbContextAsync(Cancel);
        var row = new Broadside.Digest.DigestRow { Kind = Broadside.Digest.DigestKind.Daily, Day = "2026-11-22", FromSeq = 0, ToSeq = 1, State = Broadside.Digest.DigestState.Frozen, Plan = "{}" };
        db.Add(row);
        await db.SaveChangesAsync(Cancel);
        return row.Number;
    }

    // A number that was given out is never given again: mails name subscribers by it.
    private static async Task NumbersGoOnAsync(TestNewsroom original, IServiceProvider restored)
    {
        var was = await original.Get<Broadside.Subscribers.AddSubscriber>().RunAsync(new Broadside.Subscribers.SignUp { Address = "next@example.org" }, "Paper form", Actor.Operator, Cancel);
        var now = await restored.GetRequiredService<Broadside.Subscribers.AddSubscriber>().RunAsync(new Broadside.Subscribers.SignUp { Address = "next@example.org" }, "Paper form", Actor.Operator, Cancel);
        Assert.Equal(was.Value!.Number, now.Value!.Number);
    }
}
