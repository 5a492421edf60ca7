using System.Collections;
using System.IO.Compression;
using System.Text;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Backup;
using Broadside.Backup.Drilling;
using Broadside.Backup.Keeping;
using Broadside.Backup.Packing;
using Broadside.Backup.Restoring;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Subscribers;
using Broadside.Tests.Media;
using Broadside.Tests.Site;
using Broadside.Tests.Staff;

namespace Broadside.Tests.Backup;

/// <summary>A newsroom with something in every part, and what is done with its backups.</summary>
internal static class BackedUp
{
    /// <summary>Planted where secrets lie; found nowhere in a backup that is not encrypted.</summary>
    public const string Planted = "planted-c8e1f0b7";

    public const string Reader = "reader-7713@example.org";
    public const string DraftTitle = "What nobody has read yet";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<TestNewsroom> OpenAsync(string engine = Engines.Sqlite, params (string Key, string Value)[] settings)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine, null, [("Kit:Address", "https://example.org"), .. settings]);
        var picture = await newsroom.AddedAsync(Fixtures.Jpeg(64, 48, Fixtures.Exif()));
        await newsroom.AddedAsync(Fixtures.Png(50, 40), "unused.png");
        await newsroom.PublishAsync(
            Newspaper.Article("quay", "The quay at low water", "Two boats are left.") with { Lead = new Figure { Id = "lead", Media = picture.Sha256, Width = 64, Height = 48, Alt = "Two boats" } },
            Newspaper.Article("pump", "The pump stays — ‘by one vote’", "It says \"no\" \\ and a\ttab."));
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("draft", DraftTitle, "Not yet.") with { PublishedAt = null }, Actor.Operator, Cancel);
        await newsroom.Services.JoinAsync(Role.Owner, "ana@example.org");
        var asked = await newsroom.Get<AddSubscriber>().RunAsync(new SignUp { Address = Reader }, "Paper form", Actor.Operator, Cancel);
        await newsroom.Get<ConfirmSubscriber>().RunAsync(asked.Value!.Number, Cancel);
        return newsroom;
    }

    public static async Task<BackupReport> BackUpAsync(this TestNewsroom newsroom, BackupOrder order)
    {
        var outcome = await newsroom.Get<TakeBackup>().RunAsync(order, Actor.Operator, (_, _) => { }, Cancel);
        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        return outcome.Value;
    }

    public static Task<BackupReport> BackUpAsync(this TestNewsroom newsroom, string file) => newsroom.BackUpAsync(new BackupOrder(file));

    public static Task<DrillReport> DrillAsync(this TestNewsroom newsroom, string file, string? words = null, string? passphrase = null) =>
        newsroom.Get<DrillBackup>().RunAsync(file, () => words, passphrase, (_, _) => { }, Cancel);

    public static Hashtable EnvironmentOf(string? postgres)
    {
        var environment = new Hashtable();
        if (postgres is not null)
        {
            environment[Settings.Prefix + "STORAGE__POSTGRES"] = postgres;
        }
        return environment;
    }

    public static Task<Outcome<RestoreReport>> RestoreAsync(this TestNewsroom newsroom, RestoreOrder order) =>
        new RestoreBackup(newsroom.Get<OpenData>(), newsroom.Time).RunAsync(order, EnvironmentOf(order.Postgres), (_, _) => { }, Cancel);

    public static Task<Outcome<RestoreReport>> RestoreAsync(this TestNewsroom newsroom, string file, string folder, string? postgres = null, string? words = null, string? passphrase = null, string? edition = null) =>
        newsroom.RestoreAsync(new RestoreOrder(file, folder) { Postgres = postgres, Words = () => words, Passphrase = () => passphrase, Edition = edition });

    /// <summary>Opens a newsroom that was restored; the caller disposes it.</summary>
    public static Task<OpenNewsroom> OpenRestoredAsync(this TestNewsroom newsroom, string folder, string? postgres = null) =>
        newsroom.Get<OpenData>()(folder, EnvironmentOf(postgres), services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(services, newsroom.Time), Cancel);

    public static Manifest ManifestOf(string file)
    {
        using var backup = OpenBackup.Open(file, () => null).Value!;
        return backup.Manifest;
    }

    /// <summary>Every entry's bytes, by name.</summary>
    public static SortedDictionary<string, byte[]> EntriesOf(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        var entries = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            entries[entry.FullName] = bytes.ToArray();
        }
        return entries;
    }

    public static void Write(string file, IEnumerable<KeyValuePair<string, byte[]>> entries)
    {
        using var zip = new ZipArchive(File.Create(file), ZipArchiveMode.Create);
        foreach (var (name, bytes) in entries)
        {
            using var stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            stream.Write(bytes);
        }
    }

    /// <summary>Names of entries that hold a text.</summary>
    public static IReadOnlyList<string> Holding(string file, string text) =>
        [.. EntriesOf(file).Where(e => e.Value.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0).Select(e => e.Key)];
}
