using System.Globalization;
using System.Text;
using System.Text.Json;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Site;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Editions;

/// <summary>
/// Gives an edition its number and signs it. The number rises only when something that readers or checkers see has changed, or when the
/// last one would soon be too old; else the same bytes come out once more.
/// </summary>
public sealed class IssueEdition(IDbContextFactory<NewsroomDb> dbs, EditionFolder own, KeyRing keys, BaseAddress address, SiteSettings settings, JobQueue jobs, TimeProvider time)
{
    /// <summary>How long a copy is believed.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(72);

    // Renewed each night: two nights may fail before anybody doubts a mirror.
    private static readonly TimeSpan RenewBefore = TimeSpan.FromHours(50);

    /// <param name="files">Of the edition, its own <c>edition.json</c> not among them.</param>
    /// <param name="withdrawn">Hashes that nobody may serve any more, sorted.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<EditionRow> RunAsync(IReadOnlyCollection<EditionFile> files, IReadOnlyList<string> withdrawn, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var last = await db.Set<EditionRow>().AsNoTracking().OrderByDescending(e => e.Number).FirstOrDefaultAsync(cancel);
        var newest = await NewestAsync(db, last, cancel);
        var now = time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var manifest = new EditionManifest
        {
            Site = address.Value,
            Number = newest + 1,
            IssuedAt = Text(now),
            ExpiresAt = Text(now + Life),
            Previous = last?.SumsSha256,
            Mirrors = await Pushing.MirrorQueries.ListedAsync(db, cancel),
            Onion = settings.Onion,
            Keys = Keys(),
            Forms = [address.Value],
            Withdrawn = withdrawn,
            AuditHead = await db.Set<AuditRow>().OrderByDescending(a => a.Seq).Select(a => a.Hash).FirstOrDefaultAsync(cancel),
        };
        var content = ContentHash(files, manifest);
        if (last?.Number == newest && last.ContentSha256 == content && last.ExpiresAt - now > RenewBefore && last.IssuedAt <= now)
        {
            return last;
        }
        var bytes = CanonicalJson.Bytes(manifest);
        var sums = EditionSums.Write(WithManifest(files, bytes));
        var row = new EditionRow
        {
            Number = manifest.Number,
            IssuedAt = now,
            ExpiresAt = now + Life,
            ContentSha256 = content,
            SumsSha256 = CanonicalJson.Sha256(sums),
            Manifest = Encoding.UTF8.GetString(bytes),
            Files = files.Count,
            Bytes = files.Sum(f => f.Size),
        };
        db.Add(row);
        await TellAsync(db, row, manifest, cancel);
        await db.SaveChangesAsync(cancel);
        Mishap.Here("edition numbered");
        await writing.CommitAsync(cancel);
        return row;
    }

    /// <summary>The three files by which others check it.</summary>
    public (byte[] Manifest, byte[] Sums, byte[] Signature) Sign(EditionRow row, IReadOnlyCollection<EditionFile> files)
    {
        var manifest = Encoding.UTF8.GetBytes(row.Manifest);
        var sums = EditionSums.Write(WithManifest(files, manifest));
        var previous = CanonicalJson.Read<EditionManifest>(manifest).Previous ?? "-";
        var comment = string.Create(CultureInfo.InvariantCulture, $"edition:{row.Number} issued:{Text(row.IssuedAt)} expires:{Text(row.ExpiresAt)} prev:{previous}");
        return (manifest, sums, Encoding.UTF8.GetBytes(keys.SignFile(sums, comment)));
    }

    /// <summary>ISO 8601, UTC, whole seconds.</summary>
    public static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // A newsroom that was set back goes on behind what readers have seen: they refuse whatever is older.
    private async Task<long> NewestAsync(NewsroomDb db, EditionRow? last, CancellationToken cancel)
    {
        var seen = await db.Set<Pushing.MirrorRow>().MaxAsync(m => m.SeenNumber, cancel) ?? 0;
        return Math.Max(Math.Max(last?.Number ?? 0, seen), NumberIn(own.Within(EditionPath.Manifest)));
    }

    private static long NumberIn(string manifest)
    {
        try
        {
            return CanonicalJson.Read<EditionManifest>(File.ReadAllBytes(manifest)).Number;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return 0;
        }
    }

    private static IEnumerable<EditionFile> WithManifest(IEnumerable<EditionFile> files, byte[] manifest) =>
        files.Append(new EditionFile(EditionPath.Manifest, CanonicalJson.Sha256(manifest), manifest.Length));

    private EditionKeys Keys() => new()
    {
        Root = keys.Certificate?.Root,
        Site = keys.SitePublicKey,
        SiteSignedByRoot = keys.Certificate?.Signature,
        ExpiresAt = keys.Certificate is { } certificate ? Text(certificate.ExpiresAt) : null,
    };

    // Everything but what changes with every edition, and but the audit log, which grows when nobody publishes anything.
    private static string ContentHash(IReadOnlyCollection<EditionFile> files, EditionManifest manifest)
    {
        var lasting = manifest with { Number = 0, IssuedAt = "", ExpiresAt = "", Previous = null, AuditHead = null };
        return CanonicalJson.Sha256([.. EditionSums.Write(files), .. CanonicalJson.Bytes(lasting)]);
    }

    private async Task TellAsync(NewsroomDb db, EditionRow row, EditionManifest manifest, CancellationToken cancel)
    {
        var facts = await db.Set<EditionFacts>().SingleOrDefaultAsync(cancel);
        if (facts is null)
        {
            facts = new EditionFacts();
            db.Add(facts);
        }
        (facts.Number, facts.Head, facts.IssuedAt, facts.ExpiresAt) = (row.Number, row.SumsSha256, row.IssuedAt, row.ExpiresAt);
        (facts.Mirrors, facts.Onion) = (string.Join('\n', manifest.Mirrors), manifest.Onion);
        await jobs.TellAsync(db, new EditionMade(row.Number), cancel);
    }
}
