using System.Text;
using System.Text.Json.Nodes;
using Broadside.Backup.Packing;
using Broadside.Backup.Restoring;
using Broadside.Kit;

namespace Broadside.Tests.Backup;

/// <summary>What is not as it was written is refused, by backup and drill alike.</summary>
public sealed class DamageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Defence", "backup-hashes")]
    public async Task A_changed_entry_is_refused_and_named()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        var entries = BackedUp.EntriesOf(folder.At("a.bsb"));
        foreach (var name in new[] { entries.Keys.First(k => k.StartsWith("media/", StringComparison.Ordinal)), "tables/articles.jsonl", "settings.json", "files/versions/000001.log" })
        {
            var changed = new SortedDictionary<string, byte[]>(entries, StringComparer.Ordinal) { [name] = [.. entries[name]] };
            var middle = changed[name].AsSpan().IndexOfAny((byte)'e', (byte)'{');
            changed[name][Math.Max(0, middle)] ^= 1;
            BackedUp.Write(folder.At("b.bsb"), changed);

            var drill = await newsroom.DrillAsync(folder.At("b.bsb"));
            var restore = await newsroom.RestoreAsync(folder.At("b.bsb"), folder.At("data"));

            Assert.False(drill.Good, name);
            Assert.Contains(drill.Findings, f => f.Code == "damaged" && f.Message.Contains(name.EndsWith(".jsonl", StringComparison.Ordinal) ? "articles" : name, StringComparison.Ordinal));
            Assert.Equal("damaged", restore.Refusal?.Code);
            Assert.False(Directory.Exists(folder.At("data")));
        }
        Assert.DoesNotContain(Directory.GetFileSystemEntries(folder.Path), e => Path.GetFileName(e).StartsWith('.'));
    }

    [Fact]
    public async Task A_flipped_byte_anywhere_is_refused()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        var bytes = await File.ReadAllBytesAsync(folder.At("a.bsb"), Cancel);
        var chance = new Random(5);
        var passed = 0;
        var rounds = TestSize.Pick(60, 1_000);
        for (var round = 0; round < rounds; round++)
        {
            var changed = bytes.ToArray();
            changed[chance.Next(changed.Length)] ^= (byte)(1 << chance.Next(8));
            await File.WriteAllBytesAsync(folder.At("b.bsb"), changed, Cancel);
            passed += await ReadsAsync(folder.At("b.bsb")) ? 1 : 0;
        }

        // Dates and the like of the zip's own lists are nothing that is restored.
        Assert.InRange(passed, 0, rounds / 3);
    }

    // As restore and drill read it: every entry, compared.
    private static async Task<bool> ReadsAsync(string file)
    {
        var opened = OpenBackup.Open(file, () => null);
        if (!opened.IsDone)
        {
            Assert.Equal("damaged", opened.Refusal.Code);
            return false;
        }
        using var backup = opened.Value;
        try
        {
            foreach (var name in backup.Manifest.Entries.Keys)
            {
                await backup.CopyAsync(name, Stream.Null, Cancel);
            }
            return true;
        }
        catch (BadBackupException)
        {
            return false;
        }
    }

    [Fact]
    [Trait("Defence", "backup-signature")]
    public async Task A_manifest_that_was_not_signed_is_refused()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        var entries = BackedUp.EntriesOf(folder.At("a.bsb"));
        // As somebody would who adds a link and puts the hashes right.
        entries["tables/topics.jsonl"] = [];
        var manifest = JsonNode.Parse(entries[Manifest.Name])!;
        manifest["entries"]!["tables/topics.jsonl"]!["sha256"] = CanonicalJson.Sha256([]);
        manifest["entries"]!["tables/topics.jsonl"]!["bytes"] = 0;
        manifest["address"] = "https://elsewhere.example";
        entries[Manifest.Name] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        BackedUp.Write(folder.At("b.bsb"), entries);
        entries.Remove(Manifest.Signature);
        BackedUp.Write(folder.At("c.bsb"), entries);

        Assert.All(new[] { "b.bsb", "c.bsb" }, name => Assert.Contains("not the one that was signed", newsroom.DrillAsync(folder.At(name)).Result.Findings.Single().Message, StringComparison.Ordinal));
        Assert.Equal("damaged", (await newsroom.RestoreAsync(folder.At("b.bsb"), folder.At("data"))).Refusal?.Code);
    }

    [Theory]
    [InlineData("files/../../outside")]
    [InlineData("files//etc/passwd")]
    [InlineData("files/a\\..\\b")]
    [InlineData("media/../keys")]
    public void An_entry_that_leads_out_of_the_folder_is_none(string name) => Assert.Throws<FormatException>(() => EntryName.Place(name));

    [Fact]
    public async Task What_is_no_backup_is_said_in_a_sentence()
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();
        await File.WriteAllTextAsync(folder.At("text.bsb"), "hello", Cancel);
        BackedUp.Write(folder.At("empty.bsb"), []);

        var reports = new[] { await newsroom.DrillAsync(folder.At("text.bsb")), await newsroom.DrillAsync(folder.At("empty.bsb")), await newsroom.DrillAsync(folder.At("none.bsb")) };

        Assert.Equal(["damaged", "damaged", "no_file"], reports.Select(r => r.Findings.Single().Code));
    }

    [Fact]
    public async Task A_backup_of_a_newer_form_is_refused_with_what_to_do()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        var entries = BackedUp.EntriesOf(folder.At("a.bsb"));
        var manifest = JsonNode.Parse(entries[Manifest.Name])!;
        manifest["format"] = Manifest.NewestFormat + 1;
        entries[Manifest.Name] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        BackedUp.Write(folder.At("b.bsb"), entries);

        Assert.Contains("Update Broadside", (await newsroom.DrillAsync(folder.At("b.bsb"))).Findings.Single().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE versions SET content = replace(content, 'boats', 'ships') WHERE subject = 'article/quay'", "altered")]
    [InlineData("UPDATE articles SET title = 'Buy here' WHERE id = 'quay'", "altered")]
    public async Task A_drill_tells_what_was_altered_in_the_original(string alter, string code)
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.AlterAsync(alter);
        await newsroom.BackUpAsync(folder.At("a.bsb"));

        var report = await newsroom.DrillAsync(folder.At("a.bsb"));

        Assert.Contains(report.Findings, f => f.Code == code && f.Message.Contains("quay", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_drill_finds_a_broken_audit_log()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.AlterAsync("DROP TRIGGER audit_never_changes; UPDATE audit SET who = 'nobody' WHERE seq = 1");
        await newsroom.BackUpAsync(folder.At("a.bsb"));

        Assert.Contains((await newsroom.DrillAsync(folder.At("a.bsb"))).Findings, f => f.Code == "audit");
    }
}
