using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>
/// The signed end of the audit log, in <c>audit.head</c> in the data folder: the last row's number and hash. A chain of hashes
/// alone does not tell that its end was cut off, nor that all of it was written anew. It may lag behind the log (a program was
/// killed, a minute is not over), and never runs ahead of it.
/// </summary>
public sealed class AuditHead(IDbContextFactory<NewsroomDb> dbs, DataFolder folder, KeyRing keys, Alarms alarms) : IOpening, IClosing
{
    private readonly string path = folder.Within("audit.head");
    private volatile bool hasGrown;

    /// <summary>A newsroom that has no log yet signs that: from then on a missing file means that somebody took it.</summary>
    public async Task OpenAsync(CancellationToken cancel)
    {
        if (!keys.CanSign || File.Exists(path) || !folder.IsWritable())
        {
            return;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<AuditRow>().AnyAsync(cancel))
        {
            await alarms.RaiseAsync("audit", "audit", "The signed end of the audit log (audit.head) is missing. Find out who had access to the data folder, then run `broadside audit --accept`.", cancel);
            return;
        }
        Write(0, AuditLog.Zero);
    }

    /// <summary>A row was added: the head is to follow, once the row's transaction has ended.</summary>
    internal void NoteGrowth() => hasGrown = true;

    /// <summary>Follows the log if rows were added here since the last time.</summary>
    internal Task FollowAsync(NewsroomDb db, CancellationToken cancel) => hasGrown ? RenewAsync(db, cancel) : Task.CompletedTask;

    /// <summary>Signs the log's present end, if the end that was signed before is still part of it; otherwise an alarm goes out and nothing is signed.</summary>
    public async Task RenewAsync(NewsroomDb db, CancellationToken cancel)
    {
        if (!keys.CanSign || Read() is not { } head)
        {
            return;
        }
        using var hold = await FileLock.TakeAsync(path + ".lock", cancel);
        hasGrown = false;
        var last = await LastAsync(db, cancel);
        if (await BreakAsync(db, Read() ?? head, last, cancel) is { } found)
        {
            await alarms.RaiseAsync("audit", "audit", found, cancel);
        }
        else if (last is not null && last.Seq > head.Seq)
        {
            Write(last.Seq, last.Hash);
        }
    }

    /// <summary>Signs the log's present end whatever was signed before: a person has looked into the break.</summary>
    public async Task AcceptAsync(NewsroomDb db, CancellationToken cancel)
    {
        using var hold = await FileLock.TakeAsync(path + ".lock", cancel);
        var last = await LastAsync(db, cancel);
        Write(last?.Seq ?? 0, last?.Hash ?? AuditLog.Zero);
        await alarms.ClearAsync("audit", "audit", cancel);
    }

    /// <summary>The same end, signed by the key that holds now.</summary>
    internal async Task ResignAsync(CancellationToken cancel)
    {
        using var hold = await FileLock.TakeAsync(path + ".lock", cancel);
        if (Read() is { } head && head.Key != keys.SiteKeyId)
        {
            Write(head.Seq, head.Hash);
        }
    }

    /// <summary>What is wrong with the log's end; null when it holds.</summary>
    public async Task<string?> CheckAsync(NewsroomDb db, CancellationToken cancel)
    {
        // Read before the rows: while the newsroom works, both only grow.
        var head = Read();
        if (head is null)
        {
            return File.Exists(path) || await db.Set<AuditRow>().AnyAsync(cancel) || keys.CanSign
                ? "audit: the signed end of the log (audit.head) is missing or altered. Find out who had access to the data folder."
                : null;
        }
        return await BreakAsync(db, head, await LastAsync(db, cancel), cancel);
    }

    /// <summary>Whether the folder remembers rows that the database does not have: it was set back, or its end was cut off.</summary>
    public async Task<bool> IsAheadAsync(NewsroomDb db, CancellationToken cancel) =>
        Read() is { } signed && ((await LastAsync(db, cancel))?.Seq ?? 0) < signed.Seq;

    public async Task CloseAsync()
    {
        if (!hasGrown)
        {
            return;
        }
        try
        {
            await using var db = await dbs.CreateDbContextAsync();
            await RenewAsync(db, CancellationToken.None);
        }
#pragma warning disable CA1031 // at the program's end: the head lags, and the next program follows the log
        catch (Exception)
#pragma warning restore CA1031
        {
            hasGrown = false;
        }
    }

    private static async Task<string?> BreakAsync(NewsroomDb db, HeadFile head, AuditRow? last, CancellationToken cancel)
    {
        if (head.Seq == 0 || !Defence.IsOn("audit-head"))
        {
            return null;
        }
        if ((last?.Seq ?? 0) < head.Seq)
        {
            return $"audit: the end of the log was cut off: rows {(last?.Seq ?? 0) + 1} to {head.Seq} are gone. Find out who had access to the database.";
        }
        var signed = await db.Set<AuditRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Seq == head.Seq, cancel);
        return signed?.Hash == head.Hash ? null : $"audit: the log was rewritten: row {head.Seq} is not the one that was signed. Find out who had access to the database.";
    }

    private static Task<AuditRow?> LastAsync(NewsroomDb db, CancellationToken cancel) =>
        db.Set<AuditRow>().AsNoTracking().OrderByDescending(a => a.Seq).FirstOrDefaultAsync(cancel);

    private HeadFile? Read()
    {
        try
        {
            var head = CanonicalJson.Read<HeadFile>(File.ReadAllBytes(path));
            return keys.VerifiesHead(head.Key, head.Signed(), Convert.FromBase64String(head.Signature)) ? head : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Write(long seq, string hash)
    {
        keys.Follow();
        var head = new HeadFile(seq, hash, keys.SiteKeyId, "");
        AtomicFile.Write(path, CanonicalJson.Bytes(head with { Signature = Convert.ToBase64String(keys.Sign(head.Signed())) }));
    }

    private sealed record HeadFile(long Seq, string Hash, string Key, string Signature)
    {
        public byte[] Signed() => CanonicalJson.Bytes(new { what = "broadside audit head", Seq, Hash });
    }
}
