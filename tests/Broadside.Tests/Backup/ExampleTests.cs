using System.Text;
using System.Text.Json.Nodes;
using Broadside.Articles;
using Broadside.Backup.Packing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Backup;

/// <summary>Backups of every form that was ever released, with the tables of their day: each must restore for good.</summary>
public sealed class ExampleTests
{
    private const string Passphrase = "four words or more";

    private static readonly string Folder = Repository.At("tests", "Broadside.Tests", "Backup", "Examples");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("format-1.bsb", Engines.Sqlite)]
    [InlineData("format-1.bsb", Engines.Postgres)]
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
