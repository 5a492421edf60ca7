using System.Text;
using Broadside.Backup.Packing;
using Broadside.Backup.Sealing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Tests.Site;

namespace Broadside.Tests.Backup;

public sealed class BackupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task No_secret_can_be_read_in_a_backup_that_is_not_encrypted(string engine)
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync(engine, ("Mail:Routes:0:Host", "127.0.0.1"), ("Mail:Routes:0:User", "outlet"), ("Mail:Routes:0:Password", BackedUp.Planted), ("Mail:Routes:0:Tls", "none"));
        await newsroom.AlterAsync($"UPDATE staff SET code_secret = '{newsroom.Get<Secrets>().Seal("code/x", BackedUp.Planted)}', password_hash = '{BackedUp.Planted}'");
        await newsroom.AlterAsync($"INSERT INTO recovery_codes (hash, staff_id) SELECT '{BackedUp.Planted}', id FROM staff");
        Directory.CreateDirectory(Path.Combine(newsroom.Folder, "keys", "forms"));
        await File.WriteAllTextAsync(Path.Combine(newsroom.Folder, "keys", "forms", "key.xml"), BackedUp.Planted, Cancel);

        await newsroom.BackUpAsync(folder.At("plain.bsb"));
        await newsroom.BackUpAsync(new BackupOrder(folder.At("keys.bsb")) { Passphrase = "four words or more" });

        var secrets = Directory.GetFiles(Path.Combine(newsroom.Folder, "keys"), "*.key").Select(f => File.ReadAllText(f).Trim()).Append(BackedUp.Planted).ToList();
        Assert.True(secrets.Count >= 3);
        Assert.All(secrets, secret =>
        {
            Assert.Empty(BackedUp.Holding(folder.At("plain.bsb"), secret));
            Assert.Empty(BackedUp.Holding(folder.At("keys.bsb"), secret));
        });
        Assert.Equal(["Mail:Routes:0:Password"], BackedUp.ManifestOf(folder.At("plain.bsb")).SettingsLeftOut);
        Assert.NotEmpty(BackedUp.Holding(folder.At("plain.bsb"), "Mail:Routes:0:User"));
        // Under the passphrase they are there.
        Assert.Null(SealedSecrets.Open(BackedUp.EntriesOf(folder.At("keys.bsb"))[EntryName.Secrets], "four words or less"));
        var open = SealedSecrets.Open(BackedUp.EntriesOf(folder.At("keys.bsb"))[EntryName.Secrets], "four words or more")!;
        Assert.Contains("keys/site.key", open.Files.Keys);
        Assert.Contains(BackedUp.Planted, open.Columns["staff"], StringComparison.Ordinal);
        Assert.Contains(BackedUp.Planted, open.Columns["recovery_codes"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_archive_holds_neither_desk_nor_people_and_makes_the_same_pages()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();

        await newsroom.BackUpAsync(new BackupOrder(folder.At("a.bsb")) { IsPublic = true });

        Assert.All(new[] { BackedUp.Reader, BackedUp.DraftTitle, "ana@example.org", "Paper form" }, text => Assert.Empty(BackedUp.Holding(folder.At("a.bsb"), text)));
        Assert.All(BackedUp.EntriesOf(folder.At("a.bsb")).Keys, name => Assert.False(name.StartsWith("desk/", StringComparison.Ordinal) || name.StartsWith("people/", StringComparison.Ordinal), name));
        Assert.Single(BackedUp.ManifestOf(folder.At("a.bsb")).Entries.Keys, name => name.StartsWith("media/", StringComparison.Ordinal));
        Assert.Empty((await newsroom.DrillAsync(folder.At("a.bsb"))).Findings);
    }

    [Fact]
    public async Task Encrypted_to_a_recovery_key_only_its_words_open_it()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        var (line, words) = RecoveryKey.Make();
        var (other, others) = RecoveryKey.Make();

        await newsroom.BackUpAsync(new BackupOrder(folder.At("a.bsb")) { Recipient = line });

        var bytes = await File.ReadAllBytesAsync(folder.At("a.bsb"), Cancel);
        Assert.All(new[] { "MANIFEST", "articles", "boats", BackedUp.Reader }, text => Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0));
        Assert.Equal("recovery_words", (await newsroom.DrillAsync(folder.At("a.bsb"))).Findings.Single().Code);
        Assert.Equal("recovery_key", (await newsroom.DrillAsync(folder.At("a.bsb"), string.Join(' ', others))).Findings.Single().Code);
        var good = await newsroom.DrillAsync(folder.At("a.bsb"), string.Join(", ", words).ToUpperInvariant());
        Assert.Empty(good.Findings);
        Assert.True(good.Encrypted);
        Assert.Equal(line, RecoveryKey.LineOf(string.Join(' ', words)));
        Assert.NotEqual(line, other);
        // Password hashes may be in it: nobody reads them on the way.
        Assert.True((await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("data"), words: string.Join(' ', words))).IsDone);
    }

    [Fact]
    public async Task Broken_off_at_any_point_the_old_file_stays_whole()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        var old = await File.ReadAllBytesAsync(folder.At("a.bsb"), Cancel);
        var (points, chance) = (0, new Random(7));
        Mishap.Heard.Value = point => points += point.StartsWith("backup", StringComparison.Ordinal) ? 1 : 0;
        await newsroom.BackUpAsync(folder.At("b.bsb"));
        Assert.True(points > 60);

        foreach (var at in Enumerable.Range(0, TestSize.Pick(5, 100)).Select(_ => chance.Next(1, points)).Append(points - 1))
        {
            var left = at;
            Mishap.Heard.Value = point => Fall(point.StartsWith("backup", StringComparison.Ordinal) ? --left : 1);
            await Assert.ThrowsAsync<InvalidOperationException>(() => newsroom.BackUpAsync(folder.At("a.bsb")));
            Assert.Equal(old, await File.ReadAllBytesAsync(folder.At("a.bsb"), Cancel));
            Assert.False(File.Exists(folder.At("a.bsb.tmp")));
        }
        Mishap.Heard.Value = null;
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        Assert.Empty((await newsroom.DrillAsync(folder.At("a.bsb"))).Findings);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Suite", "slow")]
    public async Task The_program_killed_at_any_point_of_a_backup_leaves_the_old_file_whole(string engine)
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync(engine);
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        var old = await File.ReadAllBytesAsync(folder.At("a.bsb"), Cancel);
        var (points, chance) = (0, new Random(29));
        Mishap.Heard.Value = _ => Interlocked.Increment(ref points);
        await newsroom.BackUpAsync(folder.At("b.bsb"));
        Mishap.Heard.Value = null;
        await newsroom.CloseAsync();

        // At the last point the new one is in its place.
        foreach (var at in Enumerable.Range(0, TestSize.Pick(4, 100)).Select(_ => chance.Next(1, points)))
        {
            using var killed = TestProgram.Start(newsroom.Folder, newsroom.Postgres, at, ["backup", folder.At("a.bsb")]);
            Assert.Contains("mishap:", (await TestProgram.EndAsync(killed)).Error, StringComparison.Ordinal);
            Assert.Equal(old, await File.ReadAllBytesAsync(folder.At("a.bsb"), Cancel));
        }
        using var whole = TestProgram.Start(newsroom.Folder, newsroom.Postgres, "backup", folder.At("a.bsb"));
        var end = await TestProgram.EndAsync(whole);
        Assert.True(end.ExitCode == 0, end.Error);
        Assert.NotEqual(old, await File.ReadAllBytesAsync(folder.At("a.bsb"), Cancel));
        Assert.Equal([folder.At("a.bsb"), folder.At("b.bsb")], Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
        await newsroom.OpenAgainAsync();
        Assert.Empty((await newsroom.DrillAsync(folder.At("a.bsb"))).Findings);
    }

    [Fact]
    public async Task A_full_disk_is_said_in_words_and_the_old_file_stays()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        var old = await File.ReadAllBytesAsync(folder.At("a.bsb"), Cancel);
        var left = 30;
        // ENOSPC, as the disk says it.
        Mishap.Heard.Value = point => _ = point == "backup entry written" && --left == 0 ? throw new IOException("No space left on device", 28) : 0;

        var outcome = await newsroom.Get<Broadside.Backup.Keeping.TakeBackup>().RunAsync(new BackupOrder(folder.At("a.bsb")), Actor.Operator, (_, _) => { }, Cancel);

        Mishap.Heard.Value = null;
        Assert.Equal("disk_full", outcome.Refusal?.Code);
        Assert.Contains(folder.Path, outcome.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(old, await File.ReadAllBytesAsync(folder.At("a.bsb"), Cancel));
        Assert.Equal([folder.At("a.bsb")], Directory.GetFiles(folder.Path));
        Assert.Equal(outcome.Refusal.Message, (await newsroom.Get<Broadside.Backup.Keeping.BackupQueries>().LatestAsync(1, Cancel)).Single().Error);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_published_while_it_is_made_is_in_it_whole_or_not_at_all(string engine)
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync(engine);
        var number = 0;
        var publishing = Task.Run(async () =>
        {
            while (number < TestSize.Pick(8, 100))
            {
                await newsroom.PublishAsync(Newspaper.Article($"n{number}", $"Number {number++}", "Text."));
            }
        }, Cancel);
        do
        {
            await newsroom.BackUpAsync(folder.At("a.bsb"));
        }
        while (!publishing.IsCompleted && TestSize.IsLong);
        await publishing;

        var report = await newsroom.DrillAsync(folder.At("a.bsb"));

        // Pages may be one publication older than the rows, where nobody stopped publishing: nothing else may differ.
        Assert.DoesNotContain(report.Findings, f => !f.Code.StartsWith("page", StringComparison.Ordinal));
    }

    private static void Fall(int left)
    {
        if (left == 0)
        {
            throw new InvalidOperationException("Here it ends.");
        }
    }
}
