using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>
/// Everything that readers get: signed versions, kept twice (the database and <c>versions/</c>), and the signed head that
/// says which one of each subject is live. What fits neither hash nor signature is not served.
/// </summary>
public sealed class VersionStore(
    IDbContextFactory<NewsroomDb> dbs,
    IEngine engine,
    VersionFiles files,
    KeyRing keys,
    Alarms alarms,
    TimeProvider time,
    IEnumerable<IVersionListener> listeners) : IOpening
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LiveVersion> live = new(StringComparer.Ordinal);
    private readonly IVersionListener[] listeners = [.. listeners];

    public async Task OpenAsync(CancellationToken cancel)
    {
        keys.Open();
        if (!Refresh())
        {
            await alarms.RaiseAsync("head", "versions", "The signed head in versions/ was missing or altered. It is being rebuilt from every version whose signature holds.", cancel);
            await RebuildAsync(cancel);
        }
        if (keys.CanSign && await IsBehindAsync(cancel))
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var forged = new List<string>();
            using (await files.LockAsync(cancel))
            {
                Refresh();
                await FollowAsync(db, forged, cancel);
            }
            await TellAsync(forged, cancel);
        }
    }

    public LiveVersion? Live(string subject)
    {
        lock (gate)
        {
            return live.GetValueOrDefault(subject);
        }
    }

    public IReadOnlyList<LiveVersion> AllLive()
    {
        lock (gate)
        {
            return [.. live.Values];
        }
    }

    /// <summary>
    /// Signs the drafts, saves everything that the caller has put into <paramref name="db"/>, commits, and makes the new
    /// versions live. The intention is in the database before it is in the files; a crash between is mended at the next opening.
    /// </summary>
    public async Task<IReadOnlyList<VersionRow>> CommitAsync(NewsroomDb db, IWriting writing, IReadOnlyList<VersionDraft> drafts, CancellationToken cancel)
    {
        var forged = new List<string>();
        List<VersionRow> rows;
        using (await files.LockAsync(cancel))
        {
            Refresh();
            await FollowAsync(db, forged, cancel);
            rows = Sign(drafts);
            db.AddRange(rows);
            await db.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
            if (rows.Count > 0)
            {
                files.Append(rows);
                Refresh();
            }
        }
        await TellAsync(forged, cancel);
        return rows;
    }

    /// <summary>The verified content of the live version: from <c>versions/</c>, else from the database with an alarm; null when neither holds.</summary>
    public async Task<byte[]?> ReadAsync(LiveVersion version, CancellationToken cancel)
    {
        if (files.ReadContent(version) is { } content)
        {
            return content;
        }
        await alarms.RaiseAsync("version-file", version.Subject, $"Version {version.Number} of {version.Subject} is missing or altered in versions/; the database's copy is served.", cancel);
        return await RowAsync(version, cancel) is { Content: not null } row && Holds(row, version) ? row.ContentBytes() : null;
    }

    /// <summary>As <see cref="ReadAsync"/>, without falling back or raising alarms: for lists.</summary>
    public byte[]? Peek(LiveVersion version) => files.ReadContent(version);

    /// <summary>Compares the database's copy with the signed head; false, with an alarm, when it was altered or removed.</summary>
    public async Task<bool> CheckRowAsync(LiveVersion version, CancellationToken cancel)
    {
        var row = await RowAsync(version, cancel);
        if (row is not null && Holds(row, version))
        {
            return true;
        }
        await alarms.RaiseAsync("altered", version.Subject, $"Version {version.Number} of {version.Subject} was {(row is null ? "removed from" : "altered in")} the database. The signed version is served instead. Run `broadside doctor`.", cancel);
        return false;
    }

    /// <summary>Whether a row is what the head says, signature included.</summary>
    public bool Holds(VersionRow row, LiveVersion version) =>
        row.Number == version.Number && row.Sha256 == version.Sha256 && Verifies(row) is not null;

    /// <summary>The signed envelope of a row whose columns, signature and content all agree; null otherwise.</summary>
    public VersionEnvelope? Verifies(VersionRow row)
    {
        if (Open(row.Envelope, row.Signature) is not { } envelope)
        {
            return null;
        }
        var agrees = envelope.Seq == row.Seq && envelope.Subject == row.Subject && envelope.Number == row.Number && envelope.Kind == row.Kind && envelope.Sha256 == row.Sha256;
        var whole = row.Content is null || CanonicalJson.Sha256(row.ContentBytes()) == envelope.Sha256;
        return agrees && whole ? envelope : null;
    }

    /// <summary>Takes up what other programs have published since. Cheap when there is nothing new.</summary>
    public bool Refresh()
    {
        lock (gate)
        {
            var heard = false;
            var good = files.Refresh(line =>
            {
                heard = true;
                live[line.Version.Subject] = line.Version;
                foreach (var listener in listeners)
                {
                    listener.Hear(line.Version, line.Card);
                }
            });
            if (heard)
            {
                foreach (var listener in listeners)
                {
                    listener.HeardAll();
                }
            }
            return good;
        }
    }

    // Asked without EF, whose first question costs a third of a second that a starting server does not have.
    private async Task<bool> IsBehindAsync(CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(seq) FROM versions";
        return await command.ExecuteScalarAsync(cancel) is long last && last != files.Seq;
    }

    private List<VersionRow> Sign(IReadOnlyList<VersionDraft> drafts)
    {
        var now = time.GetUtcNow();
        var rows = new List<VersionRow>(drafts.Count);
        var staged = new Dictionary<string, (int Number, string Sha256)>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            var before = staged.TryGetValue(draft.Subject, out var earlier) ? earlier : Live(draft.Subject) is { } known ? (known.Number, known.Sha256) : default;
            var envelope = new VersionEnvelope
            {
                Seq = files.Seq + rows.Count + 1,
                Subject = draft.Subject,
                Number = before.Number + 1,
                Kind = draft.Kind,
                Sha256 = CanonicalJson.Sha256(draft.Content),
                Previous = before.Sha256,
                At = now,
                SettledAt = draft.SettledAt ?? now,
                Who = draft.Who.Id,
                Why = draft.Why,
                Hosts = draft.Hosts,
                Card = draft.Card,
                Key = keys.SiteKeyId,
            };
            staged[draft.Subject] = (envelope.Number, envelope.Sha256);
            rows.Add(Row(envelope, draft.Content));
        }
        return rows;
    }

    private VersionRow Row(VersionEnvelope envelope, byte[] content)
    {
        var bytes = CanonicalJson.Bytes(envelope);
        return new VersionRow
        {
            Seq = envelope.Seq,
            Subject = envelope.Subject,
            Number = envelope.Number,
            Kind = envelope.Kind,
            Sha256 = envelope.Sha256,
            Previous = envelope.Previous,
            At = envelope.At,
            Envelope = Encoding.UTF8.GetString(bytes),
            Signature = Convert.ToBase64String(keys.Sign(bytes)),
            Content = Encoding.UTF8.GetString(content),
        };
    }

    private VersionEnvelope? Open(string envelope, string signature)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(envelope);
            var read = CanonicalJson.Read<VersionEnvelope>(bytes);
            var good = keys.Verifies(read.Key, bytes, Convert.FromBase64String(signature));
            return good || !Defence.IsOn("version-signature") ? read : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    // Rows that were committed but never reached the files: after a crash, or written by another node. Needs the lock.
    private async Task FollowAsync(NewsroomDb db, List<string> forged, CancellationToken cancel)
    {
        while (true)
        {
            var seq = files.Seq;
            var rows = await db.Set<VersionRow>().AsNoTracking().Where(v => v.Seq > seq).OrderBy(v => v.Seq).Take(200).ToListAsync(cancel);
            var good = rows.TakeWhile((row, i) => row.Seq == seq + i + 1 && row.Content is not null && Verifies(row) is not null).ToList();
            if (good.Count > 0)
            {
                files.Append(good);
                Refresh();
            }
            if (good.Count < rows.Count)
            {
                forged.Add(rows[good.Count].Subject);
                await RemoveForgedAsync(db, files.Seq, cancel);
            }
            if (good.Count < rows.Count || rows.Count == 0)
            {
                return;
            }
        }
    }

    // They would stand where the next true version must stand; the alarm has told of them.
    private async Task RemoveForgedAsync(NewsroomDb db, long after, CancellationToken cancel)
    {
        var beyond = await db.Set<VersionRow>().AsNoTracking().Where(v => v.Seq > after).ToListAsync(cancel);
        if (beyond.All(row => Verifies(row) is null))
        {
            await db.Set<VersionRow>().Where(v => v.Seq > after).ExecuteDeleteAsync(cancel);
        }
    }

    private async Task TellAsync(List<string> forged, CancellationToken cancel)
    {
        foreach (var subject in forged)
        {
            await alarms.RaiseAsync("forged", subject, $"The database held a version of {subject} that this newsroom did not sign. It was never served, and is removed.", cancel);
        }
    }

    private Task<VersionRow?> RowAsync(LiveVersion version, CancellationToken cancel) => RowAsync(version.Subject, version.Number, cancel);

    private async Task<VersionRow?> RowAsync(string subject, int number, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<VersionRow>().AsNoTracking().SingleOrDefaultAsync(v => v.Subject == subject && v.Number == number, cancel);
    }

    private async Task RebuildAsync(CancellationToken cancel)
    {
        using var hold = await files.LockAsync(cancel);
        var found = new SortedDictionary<long, VersionRow>();
        foreach (var (envelope, signature, content) in files.Salvage())
        {
            if (Open(envelope, signature) is { } signed)
            {
                found[signed.Seq] = Row(signed, envelope, signature, content);
            }
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await foreach (var row in db.Set<VersionRow>().AsNoTracking().OrderBy(v => v.Seq).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (Verifies(row) is not null)
            {
                found.TryAdd(row.Seq, row);
            }
        }
        files.PutAside(time.GetUtcNow().ToString("yyyyMMddHHmmssfff"));
        lock (gate)
        {
            live.Clear();
            foreach (var listener in listeners)
            {
                listener.Forget();
            }
        }
        foreach (var batch in found.Values.Where(row => Verifies(row) is not null).Chunk(500))
        {
            files.Append(batch);
            Refresh();
        }
    }

    private static VersionRow Row(VersionEnvelope signed, string envelope, string signature, string content) => new()
    {
        Seq = signed.Seq,
        Subject = signed.Subject,
        Number = signed.Number,
        Kind = signed.Kind,
        Sha256 = signed.Sha256,
        Previous = signed.Previous,
        At = signed.At,
        Envelope = envelope,
        Signature = signature,
        Content = content,
    };
}
