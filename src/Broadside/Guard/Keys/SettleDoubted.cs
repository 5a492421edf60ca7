using System.Globalization;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard.Keys;

/// <summary>An owner says of a doubted version that it is the newsroom's own after all, or that it is not.</summary>
public sealed class SettleDoubted(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, ReturnVersion back, AuditLog audit, TimeProvider time)
{
    /// <summary>Those that wait, the newest first.</summary>
    public async Task<IReadOnlyList<DoubtedVersion>> WaitingAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DoubtedVersion>().AsNoTracking().Where(d => d.State == DoubtState.Waiting).OrderByDescending(d => d.Seq).ToListAsync(cancel);
    }

    /// <summary>Readers get it back, signed by the key that holds now.</summary>
    public Task<Outcome<DoubtedVersion>> ApproveAsync(long seq, Actor who, CancellationToken cancel) => RunAsync(seq, DoubtState.Approved, who, cancel);

    /// <summary>It stays what it is: a row of the history that readers do not get.</summary>
    public Task<Outcome<DoubtedVersion>> RefuseAsync(long seq, Actor who, CancellationToken cancel) => RunAsync(seq, DoubtState.Refused, who, cancel);

    private async Task<Outcome<DoubtedVersion>> RunAsync(long seq, DoubtState state, Actor who, CancellationToken cancel)
    {
        if (!who.May(Right.ManageKeys) || !who.IsFresh)
        {
            return new Refusal("owner_needed", "Only an owner who has just shown that it is they decides this.");
        }
        if (versions.CannotPublish is { } cannot)
        {
            return cannot;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (await db.Set<DoubtedVersion>().SingleOrDefaultAsync(d => d.Seq == seq && d.State == DoubtState.Waiting, cancel) is not { } doubted)
        {
            return new Refusal("gone", "That was settled already.");
        }
        if (state == DoubtState.Approved && versions.Live(doubted.Subject)?.Number != doubted.Number + 1)
        {
            return new Refusal("doubt_moved_on", "Readers have another version since. Look at its history, and publish what you want from there.");
        }
        (doubted.State, doubted.SettledBy, doubted.SettledAt) = (state, who.Id, time.GetUtcNow());
        await audit.AddAsync(db, who, state == DoubtState.Approved ? "approve doubted" : "refuse doubted", doubted.Subject, string.Create(CultureInfo.InvariantCulture, $"version {doubted.Number}"), cancel);
        if (state == DoubtState.Refused)
        {
            await db.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
            return doubted;
        }
        if (await db.Set<VersionRow>().AsNoTracking().SingleOrDefaultAsync(v => v.Seq == seq, cancel) is not { } row || versions.Verifies(row) is null)
        {
            return new Refusal("unreadable", "No good copy of that version is left. See the page “Health”.");
        }
        await back.RunAsync(db, writing, doubted.Subject, row, who, $"version {doubted.Number} was approved", cancel);
        return doubted;
    }
}
