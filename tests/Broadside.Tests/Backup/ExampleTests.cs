using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Broadside.Articles;
using Broadside.Backup.Packing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Backup;

/// <summary>Backups of every form and every release, with the tables of their day: each must restore for good.</summary>
public sealed partial class ExampleTests
{
    private const string Passphrase = "four words or more";

    private static readonly string Folder = Repository.At("tests", "Broadside.Tests", "Backup", "Examples");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Examples => [.. Directory.GetFiles(Folder, "*.bsb").Order(StringComparer.Ordinal).SelectMany(file => new[] { Engines.Sqlite, Engines.Postgres }.Select(engine => (Path.GetFileName(file), engine)))];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_old_backup_restores_into_todays_tables(string name, string engine)
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();
        var postgres = engine == Engines.Postgres ? await Engines.CreatePostgresDatabaseAsync() : null;

        var outcome = await newsroom.RestoreAsync(Path.Combine(Folder, name), folder.At("data"), postgres, passphrase: Passphrase);

        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        Assert.Empty(outcome.Value.Findings);
        await using (var restored = await newsroom.OpenRestoredAsync(folder.At("data"), postgres))
        {
            var catalogue = restored.Services.GetRequiredService<Catalogue>();
            Assert.Equal(["pump", "quay"], catalogue.Latest(ListKey.All, 9).Select(e => e.Id).Order(StringComparer.Ordinal));
            Assert.True(restored.Services.GetRequiredService<KeyRing>().CanSign);
            Assert.NotNull(await restored.Services.GetRequiredService<Broadside.Subscribers.SubscriberQueries>().FindAsync(1, Cancel));
        }
        if (postgres is not null)
        {
            await Engines.DropPostgresDatabaseAsync(postgres);
        }
    }

    [Fact]
    public async Task Every_release_left_one() =>
        Assert.Empty(Missing(await File.ReadAllTextAsync(Repository.At("CHANGELOG.md"), Cancel), [.. Directory.GetFiles(Folder).Select(Path.GetFileName).OfType<string>()]));

    [Fact]
    public void A_release_that_left_none_is_named()
    {
        const string Changes = "# Changes\n\n## Unreleased\n\n- One.\n\n## 1.10.0 (2027-01-02)\n\n- Two.\n\n## 1.9.0\n";

        Assert.Equal(["release-1.10.0.bsb"], Missing(Changes, ["format-1.bsb", "release-1.9.0.bsb"]));
        Assert.Equal(["format-1.bsb"], Missing("## Unreleased\n", []));
    }

    // When a release is made: of this program as it is.
    [Fact(Explicit = true)]
    [Trait("Suite", "maker")]
    public async Task Make_the_example_of_this_release()
    {
        var version = typeof(Manifest).Assembly.GetName().Version!.ToString(3);
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(new BackupOrder(Path.Combine(Folder, $"release-{version}.bsb")) { Passphrase = Passphrase });
        Assert.Equal(Manifest.NewestFormat, BackedUp.ManifestOf(Path.Combine(Folder, $"release-{version}.bsb")).Format);
    }

    // The files that should be there and are not.
    private static IEnumerable<string> Missing(string changes, IReadOnlyCollection<string> there) =>
        Enumerable.Range(1, Manifest.NewestFormat).Select(form => $"format-{form}.bsb")
            .Concat(Release().Matches(changes).Select(release => $"release-{release.Groups[1].Value}.bsb"))
            .Where(file => !there.Contains(file));

    [GeneratedRegex(@"^## ([0-9]+\.[0-9]+\.[0-9]+)\b", RegexOptions.Multiline)]
    private static partial Regex Release();

    // Made once for each form, from what this program writes, with the tables of an older schema. Never again for a form that was released.
    [Fact(Explicit = true)]
    [Trait("Suite", "maker")]
    public async Task Make_an_example()
    {
        const string LastStep = "0194-giving-desk";
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(new BackupOrder(folder.At("a.bsb")) { Passphrase = Passphrase });
        var entries = BackedUp.EntriesOf(folder.At("a.bsb"));
        var manifest = JsonNode.Parse(entries[Manifest.Name])!;
        var later = new[] { "editions", "edition_past", "edition_facts" };
        manifest["schema"] = new JsonArray([.. BackedUp.ManifestOf(folder.At("a.bsb")).Schema.Where(s => string.CompareOrdinal(s, LastStep) <= 0).Select(s => (JsonNode)s)]);
        foreach (var table in later)
        {
            manifest["tables"]!.AsObject().Remove(table);
            manifest["entries"]!.AsObject().Remove($"tables/{table}.jsonl");
            entries.Remove($"tables/{table}.jsonl");
        }
        entries[Manifest.Name] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        entries[Manifest.Signature] = Encoding.UTF8.GetBytes(newsroom.Get<KeyRing>().SignFile(entries[Manifest.Name], "example"));

        Directory.CreateDirectory(Folder);
        using var zip = new System.IO.Compression.ZipArchive(File.Create(Path.Combine(Folder, $"format-{Manifest.NewestFormat}.bsb")), System.IO.Compression.ZipArchiveMode.Create);
        foreach (var (name, bytes) in entries)
        {
            await using var stream = await zip.CreateEntry(name, System.IO.Compression.CompressionLevel.SmallestSize).OpenAsync(Cancel);
            await stream.WriteAsync(bytes, Cancel);
        }
        Assert.True(entries.Count > 50);
    }
}
