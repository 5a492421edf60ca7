using Broadside.Guard;
using Broadside.Guard.Keys;
using Broadside.Guard.Panic;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Panic;

/// <summary>
/// Somebody else may be inside: publishing freezes, every login session and one-time link ends, the site key is turned, the last
/// good edition goes to the mirrors. Each step is noted; cut short, it is ended by asking for it again.
/// </summary>
public sealed class StartPanic(IDbContextFactory<NewsroomDb> dbs, Freeze freeze, IEnumerable<IEndsAccess> access, RotateKey rotate, KeyRing keys, IEnumerable<IJob> jobs, JobQueue queue, AuditLog audit, Ids ids, TimeProvider time)
{
    /// <summary>The job of the module of mirrors that sends them what they lack.</summary>
    public const string PushKind = "mirror.push";

    /// <summary>The job of the same module that signs the newest edition anew.</summary>
    public const string RenewKind = "renew edition";

    /// <returns>What was done, and when; the key stays where its private half is not here.</returns>
    public async Task<Outcome<PanicRow>> RunAsync(Actor who, CancellationToken cancel)
    {
        if (await WhyNotAsync(dbs, who, cancel) is { } refusal)
        {
            return refusal;
        }
        var row = await BeginAsync(who, cancel);
        Mishap.Here("panic noted");
        freeze.Begin(row.BegunAt);
        Mishap.Here("panic frozen");
        if (row.AccessEndedAt is null)
        {
            await EndAccessAsync(row, cancel);
            Mishap.Here("panic access ended");
        }
        if (row.KeyTurnedAt is null && keys.CanSign)
        {
            await TurnAsync(row, who, cancel);
            Mishap.Here("panic key turned");
        }
        if (row.PushedAt is null && jobs.Any(j => j.Kind == PushKind))
        {
            await PushAsync(row, cancel);
        }
        return row;
    }

    /// <summary>Only an owner who has shown just now that it is they, by passkey where they have one; the operator always.</summary>
    internal static async Task<Refusal?> WhyNotAsync(IDbContextFactory<NewsroomDb> dbs, Actor who, CancellationToken cancel)
    {
        if (!who.May(Right.ManageKeys) || !who.IsFresh)
        {
            return new Refusal("owner_needed", "Only an owner who has just shown that it is they decides this.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return who.LoginSession is not null && !who.IsFreshByPasskey && await db.Set<Passkey>().AnyAsync(p => p.StaffId == who.Id, cancel)
            ? new Refusal("passkey_needed", "Show your passkey for this, not your password.")
            : null;
    }

    private async Task<PanicRow> BeginAsync(Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<PanicRow>().AsNoTracking().Where(p => p.EndedAt == null).OrderBy(p => p.BegunAt).FirstOrDefaultAsync(cancel) is { } begun)
        {
            return begun;
        }
        var row = new PanicRow { Id = ids.New(), BegunBy = who.Id, BegunAt = time.GetUtcNow(), KeyBefore = keys.SiteKeyId };
        db.Add(row);
        await audit.AddAsync(db, who, "panic", "newsroom", row.Id, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return row;
    }

    private async Task EndAccessAsync(PanicRow row, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        foreach (var part in access)
        {
            await part.EndAsync(db, cancel);
        }
        row.AccessEndedAt = time.GetUtcNow();
        db.Update(row);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }

    private async Task TurnAsync(PanicRow row, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (keys.SiteKeyId == row.KeyBefore || await db.Set<KeyTurnRow>().AnyAsync(t => t.DoneAt == null, cancel))
        {
            var turned = await rotate.RunAsync(new RotateKey.Order(WithoutRoot: true), who, cancel);
            if (!turned.IsDone)
            {
                throw new InvalidOperationException(turned.Refusal.Message);
            }
        }
        await using var writing = await db.BeginWritingAsync(cancel);
        row.KeyTurnedAt = time.GetUtcNow();
        db.Update(row);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }

    private async Task PushAsync(PanicRow row, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        // The last good edition, signed by the key that holds now; as it is where that cannot be.
        await AskForEditionAsync(db, jobs, queue, cancel);
        await queue.AddAsync(db, PushKind, new { }, cancel, priority: 1, uniqueKey: $"panic {row.Id}");
        row.PushedAt = time.GetUtcNow();
        db.Update(row);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }

    /// <summary>Wherever the newsroom is served, the edition is made anew; the caller saves.</summary>
    internal static async Task AskForEditionAsync(NewsroomDb db, IEnumerable<IJob> jobs, JobQueue queue, CancellationToken cancel)
    {
        if (jobs.Any(j => j.Kind == RenewKind))
        {
            await queue.AddAsync(db, RenewKind, new { }, cancel, priority: 1);
        }
    }
}
