using System.Collections.Concurrent;
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
    VersionSeal seal,
    Alarms alarms,
    AuditHead audit,
    TimeProvider time) : IOpening
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LiveVersion> live = new(StringComparer.Ordinal);
    private readonly List<IVersionListener> listeners = [];
    private readonly ConcurrentQueue<AlteredVersion> removed = new();

    /// <summary>Rows that nobody signed, found where the next version belongs, and removed, since this program began.</summary>
    public IReadOnlyCollection<AlteredVersion> RemovedForged => removed;

    /// <summary>Why nothing can be published here; null where it can.</summary>
    public Refusal? CannotPublish => keys.CanSign ? null : new Refusal("no_key", KeyRing.NoSecret);

    public async Task OpenAsync(CancellationToken cancel)
    {
        if (!files.CanWrite)
        {
            keys.Load();
            if (!Refresh())
            {
                await alarms.RaiseAsync("head", "versions", "The signed head in versions/ is missing or altered, and the data folder cannot be written to rebuild it.", cancel);
            }
            return;
        }
        bool begun;
        using (await files.LockAsync(cancel))
        {
            keys.Open();
            begun = keys.CanSign && files.Begin();
        }
        if (!Refresh() || files.IsHalfBuilt || (begun && await IsBehindAsync(cancel)))
        {
            await alarms.RaiseAsync("head", "versions", "The signed head in versions/ was missing or altered. It was rebuilt from every version whose signature holds.", cancel);
            await RebuildAsync(cancel);
        }
        await CatchUpAsync(cancel);
    }

    /// <summary>Takes up versions that were committed but never reached <c>versions/</c>: a program was killed between the two, or another node wrote them.</summary>
    public async Task CatchUpAsync(CancellationToken cancel)
    {
        if (!keys.CanSign || !await IsBehindAsync(cancel))
        {
            return;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        List<AlteredVersion> forged;
        using (await files.LockAsync(cancel))
        {
            Refresh();
            forged = await FollowAsync(db, cancel);
        }
        await TellAsync(forged, cancel);
    }

    /// <summary>
    /// Begins the only writing transaction, with everything taken up that other programs have published: what is read and
    /// numbered from here on is the newest. Ends with <see cref="CommitAsync"/>.
    /// </summary>
    public async Task<IWriting> BeginWritingAsync(NewsroomDb db, CancellationToken cancel)
    {
        var writing = await db.BeginWritingAsync(cancel);
        // Whoever committed before us still holds the files until they hold it too.
        using (await files.LockAsync(cancel))
        {
            Refresh();
        }
        return writing;
    }

    /// <summary>From now on the listener hears every version, beginning with those that the store knows already.</summary>
    /// <exception cref="IOException">What was verified at the opening is no longer what stands in <c>versions/</c>.</exception>
    public void Listen(IVersionListener listener)
    {
        lock (gate)
        {
            if (!files.Repeat(listener.Expect, listener.Hear))
            {
                throw new IOException("versions/index was altered while it was read. Run the command again: the newsroom then rebuilds it from what is signed.");
            }
            listener.HeardAll();
            listeners.Add(listener);
        }
    }

    /// <summary>Gives every version of the signed head, in order, to somebody who looks once and does not stay.</summary>
    /// <returns>False when what stands in <c>versions/</c> is no longer what was verified: then nothing was given.</returns>
    public bool Repeat(VersionFiles.Taking take)
    {
        lock (gate)
        {
            return files.Repeat(_ => { }, take);
        }
    }

    /// <summary>The last position of the signed head.</summary>
    public long Seq => files.Seq;

    public LiveVersion? Live(string subject)
    {
        lock (gate)
        {
            return live.GetValueOrDefault(subject);
        }
    }

    public bool HasAny
    {
        get
        {
            lock (gate)
            {
                return live.Count > 0;
            }
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
        List<AlteredVersion> forged;
        List<VersionRow> rows;
        using (await files.LockAsync(cancel))
        {
            Refresh();
            forged = await FollowAsync(db, cancel);
            rows = Sign(drafts);
            db.AddRange(rows);
            await LinkLedger.StageAsync(db, drafts, rows, cancel);
            await db.SaveChangesAsync(cancel);
            Mishap.Here("versions staged");
            await writing.CommitAsync(cancel);
            Mishap.Here("versions committed");
            if (rows.Count > 0)
            {
                files.Append(rows);
                Refresh();
            }
            await audit.FollowAsync(db, cancel);
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
        await alarms.RaiseAsync(VersionAlarms.File, version.Subject, $"Version {version.Number} of {version.Subject} is missing or altered in versions/; the database's copy is served.", cancel);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return FromDatabase(db, version);
    }

    /// <summary>As <see cref="ReadAsync"/>, at once and without an alarm (the watch raises it): for the few parts of the site record.</summary>
    public byte[]? Read(LiveVersion version)
    {
        if (files.ReadContent(version) is { } content)
        {
            return content;
        }
        using var db = dbs.CreateDbContext();
        return FromDatabase(db, version);
    }

    /// <summary>As <see cref="ReadAsync"/>, from <c>versions/</c> alone.</summary>
    public byte[]? Peek(LiveVersion version) => files.ReadContent(version);

    /// <summary>Whether a row is what the head says, signature included.</summary>
    public bool Holds(VersionRow row, LiveVersion version) => seal.Holds(row, version);

    /// <summary>The signed envelope of a row whose columns, signature and content all agree; null otherwise.</summary>
    public VersionEnvelope? Verifies(VersionRow row) => seal.Read(row);

    /// <summary>Takes up what other programs have published since. Cheap when there is nothing new.</summary>
    public bool Refresh()
    {
        lock (gate)
        {
            var heard = false;
            var good = files.Refresh(Expect, (version, card) =>
            {
                heard = true;
                live[version.Subject] = version;
                foreach (var listener in listeners)
                {
                    listener.Hear(version, card);
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

    /// <summary>
    /// Another program has built the files anew: reads them from the start. Not when they would take back anything that is
    /// live: an old copy of the folder, put there by somebody, is well signed too.
    /// </summary>
    public bool Reload()
    {
        lock (gate)
        {
            var newest = new Dictionary<string, int>(StringComparer.Ordinal);
            if (!files.Anew().Refresh(_ => { }, (version, _) => newest[version.Subject] = version.Number) || live.Values.Any(v => newest.GetValueOrDefault(v.Subject) < v.Number))
            {
                return false;
            }
            files.Restart();
            live.Clear();
            foreach (var listener in listeners)
            {
                listener.Forget();
            }
            return Refresh();
        }
    }

    private void Expect(int count)
    {
        // Only where it is many: room for one more at a time would be made anew each time.
        if (count < live.Count)
        {
            return;
        }
        live.EnsureCapacity(live.Count + count);
        foreach (var listener in listeners)
        {
            listener.Expect(count);
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
        // Whole microseconds, as the table keeps them: the signed instant and the column must agree.
        var now = time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var envelopes = new List<VersionEnvelope>(drafts.Count);
        var hashes = drafts.AsParallel().AsOrdered().Select(d => CanonicalJson.Sha256(d.Content)).ToList();
        var staged = new Dictionary<string, (int Number, string Sha256)>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            var before = staged.TryGetValue(draft.Subject, out var earlier) ? earlier : Live(draft.Subject) is { } known ? (known.Number, known.Sha256) : default;
            var envelope = new VersionEnvelope
            {
                Seq = files.Seq + envelopes.Count + 1,
                Subject = draft.Subject,
                Number = before.Number + 1,
                Kind = draft.Kind,
                Sha256 = hashes[envelopes.Count],
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
            envelopes.Add(envelope);
        }
        return [.. envelopes.Zip(drafts).AsParallel().AsOrdered().Select(e => seal.Sign(e.First, e.Second.Content))];
    }

    // Rows that were committed but never reached the files: after a crash, or written by another node. Needs the lock.
    // Returns forged ones that stood where the next true version must stand, and removes them.
    private async Task<List<AlteredVersion>> FollowAsync(NewsroomDb db, CancellationToken cancel)
    {
        while (true)
        {
            var seq = files.Seq;
            var rows = await db.Set<VersionRow>().AsNoTracking().Where(v => v.Seq > seq).OrderBy(v => v.Seq).Take(200).ToListAsync(cancel);
            var good = rows.TakeWhile((row, i) => row.Seq == seq + i + 1 && seal.Verifies(row)).ToList();
            if (good.Count > 0)
            {
                files.Append(good);
                Refresh();
            }
            if (good.Count < rows.Count)
            {
                return await RemoveForgedAsync(db, files.Seq, cancel);
            }
            if (rows.Count == 0)
            {
                return [];
            }
        }
    }

    private async Task<List<AlteredVersion>> RemoveForgedAsync(NewsroomDb db, long after, CancellationToken cancel)
    {
        var beyond = await db.Set<VersionRow>().AsNoTracking().Where(v => v.Seq > after).ToListAsync(cancel);
        var forged = beyond.Where(row => !seal.Verifies(row)).ToList();
        var seqs = forged.Select(row => row.Seq).ToList();
        await db.Set<VersionRow>().Where(v => seqs.Contains(v.Seq)).ExecuteDeleteAsync(cancel);
        return [.. forged.Select(row => new AlteredVersion(row.Subject, row.Number))];
    }

    private async Task TellAsync(List<AlteredVersion> forged, CancellationToken cancel)
    {
        foreach (var row in forged)
        {
            removed.Enqueue(row);
            await alarms.RaiseAsync("forged", row.Subject, $"The database held a version {row.Number} of {row.Subject} that this newsroom did not sign. It was never served, and is removed.", cancel);
        }
    }

    private byte[]? FromDatabase(NewsroomDb db, LiveVersion version) =>
        db.Set<VersionRow>().AsNoTracking().SingleOrDefault(v => v.Seq == version.Seq) is { } row && seal.Holds(row, version) ? row.ContentBytes() : null;

    private async Task RebuildAsync(CancellationToken cancel)
    {
        using var hold = await files.LockAsync(cancel);
        // Another program may have done it meanwhile.
        if (Refresh() && !files.IsHalfBuilt)
        {
            return;
        }
        // Where each lies, null for the database: their texts together may be more than the memory holds.
        var found = new SortedDictionary<long, SalvagedLine?>();
        foreach (var line in files.Salvage())
        {
            if (Restore(line) is { } row)
            {
                found[row.Seq] = line;
            }
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await foreach (var row in db.Set<VersionRow>().AsNoTracking().OrderBy(v => v.Seq).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!found.ContainsKey(row.Seq) && seal.Verifies(row))
            {
                found.Add(row.Seq, null);
            }
        }
        var moved = files.PutAside(time.GetUtcNow().ToString("yyyyMMddHHmmssfff"));
        lock (gate)
        {
            live.Clear();
            foreach (var listener in listeners)
            {
                listener.Forget();
            }
        }
        foreach (var batch in found.Chunk(200))
        {
            var seqs = batch.Where(f => f.Value is null).Select(f => f.Key).ToList();
            var rows = await db.Set<VersionRow>().AsNoTracking().Where(v => seqs.Contains(v.Seq)).ToDictionaryAsync(v => v.Seq, cancel);
            var restored = batch.Select(f => f.Value is { } line ? Restore(moved(line)) : rows.GetValueOrDefault(f.Key)).OfType<VersionRow>().ToList();
            if (restored.Count > 0)
            {
                files.Append(restored);
                Refresh();
            }
        }
        files.EndRebuild();
        Refresh();
    }

    private VersionRow? Restore(SalvagedLine line) => line.Read() is var (envelope, signature, content) ? seal.Restore(envelope, signature, content) : null;
}
