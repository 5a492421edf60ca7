using System.Text;
using System.Text.Json.Nodes;
using Broadside.Backup.Packing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Tests.Site;

namespace Broadside.Tests.Backup;

/// <summary>What a drill compares a backup with, and what it calls a fault.</summary>
public sealed class DrillTests
{
    private const string Sums = "files/edition/.well-known/broadside/SHA256SUMS";
    private const string Page = "/2026/11/quay/";

    private static readonly string Otherwise = new('0', 64);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_another_program_makes_with_other_bytes_is_told_and_no_fault()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        var entries = BackedUp.EntriesOf(folder.At("a.bsb"));
        void Change(JsonNode manifest)
        {
            manifest["pages"]![Page] = Otherwise;
            manifest["pages"]!["/theme/0123456789ab/site.css"] = Otherwise;
        }
        Write(newsroom, folder.At("same.bsb"), entries, Change);
        Write(newsroom, folder.At("other.bsb"), entries, Change, manifest => manifest["program"] = "0.0.1");
        Write(newsroom, folder.At("fault.bsb"), entries, manifest => manifest["program"] = "0.0.1", manifest => manifest["versions"]!["live"] = 99);

        var (same, other, fault) = (await newsroom.DrillAsync(folder.At("same.bsb")), await newsroom.DrillAsync(folder.At("other.bsb")), await newsroom.DrillAsync(folder.At("fault.bsb")));

        Assert.Equal(["page_missing", "page_differs"], same.Findings.Select(f => f.Code));
        Assert.Empty(same.Notes);
        Assert.Empty(other.Findings);
        Assert.Equal(["page_missing", "page_differs"], other.Notes.Select(f => f.Code));
        Assert.Equal((false, true, false), (same.Good, other.Good, fault.Good));
    }

    [Fact]
    public async Task Pages_are_compared_with_the_edition_that_the_newsroom_signed()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.Get<KeepEdition>().RunAsync(Cancel);
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        var (entries, manifest) = (BackedUp.EntriesOf(folder.At("a.bsb")), BackedUp.ManifestOf(folder.At("a.bsb")));
        Assert.Equal(manifest.Versions.Seq, manifest.Edition!.Seq);
        Assert.Empty((await newsroom.DrillAsync(folder.At("a.bsb"))).Findings);

        // A stranger signed the list; and the newsroom signed one that says another page.
        await using var stranger = await TestNewsroom.OpenAsync();
        var forged = new SortedDictionary<string, byte[]>(entries, StringComparer.Ordinal) { [Sums + ".minisig"] = Signature(stranger, entries[Sums]) };
        Write(newsroom, folder.At("forged.bsb"), forged);
        var said = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entries[Sums]).Replace(manifest.Pages[Page], Otherwise, StringComparison.Ordinal));
        var other = new SortedDictionary<string, byte[]>(entries, StringComparer.Ordinal) { [Sums] = said, [Sums + ".minisig"] = Signature(newsroom, said) };
        Write(newsroom, folder.At("other.bsb"), other, changed => changed["edition"]!["sums"] = CanonicalJson.Sha256(said));

        Assert.Equal("edition", Assert.Single((await newsroom.DrillAsync(folder.At("forged.bsb"))).Findings).Code);
        var finding = Assert.Single((await newsroom.DrillAsync(folder.At("other.bsb"))).Findings);
        Assert.Equal("edition_differs", finding.Code);
        Assert.Contains(Page, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edition_that_shows_older_versions_is_left_alone()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.Get<KeepEdition>().RunAsync(Cancel);
        await newsroom.PublishAsync(Newspaper.Article("later", "Later", "Text."));

        await newsroom.BackUpAsync(folder.At("a.bsb"));

        Assert.Empty((await newsroom.DrillAsync(folder.At("a.bsb"))).Findings);
    }

    /// <summary>As the newsroom itself would have written it.</summary>
    private static void Write(TestNewsroom newsroom, string file, SortedDictionary<string, byte[]> entries, params Action<JsonNode>[] changes)
    {
        var changed = new SortedDictionary<string, byte[]>(entries, StringComparer.Ordinal);
        var manifest = JsonNode.Parse(changed[Manifest.Name])!;
        foreach (var (name, bytes) in entries.Where(e => e.Key is not (Manifest.Name or Manifest.Signature)))
        {
            manifest["entries"]![name]!["sha256"] = CanonicalJson.Sha256(bytes);
            manifest["entries"]![name]!["bytes"] = bytes.Length;
        }
        foreach (var change in changes)
        {
            change(manifest);
        }
        changed[Manifest.Name] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        changed[Manifest.Signature] = Signature(newsroom, changed[Manifest.Name]);
        BackedUp.Write(file, changed);
    }

    private static byte[] Signature(TestNewsroom newsroom, byte[] bytes) => Encoding.UTF8.GetBytes(newsroom.Get<KeyRing>().SignFile(bytes, "a test"));
}
