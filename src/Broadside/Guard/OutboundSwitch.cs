using System.Text;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>
/// Whether this newsroom may act towards the outside: charge, pay back, change a plan, send. It may while the epoch and the mark of the
/// machine in the data folder are those of the database, the machine is the one that it was, and neither the folder nor anybody outside
/// remembers what the database has forgotten. A copy that was restored, cloned, set back to a snapshot or started from somebody's dump is
/// quiet until a person says that it is the one.
/// The first beginning is said in the folder as begun, then in the database, then in the folder for good: cut off anywhere it is begun again or ended, as nothing has acted before.
/// </summary>
public sealed class OutboundSwitch(IDbContextFactory<NewsroomDb> dbs, DataFolder folder, MachineTraits machine, AuditLog audit, AuditHead head, IEnumerable<IWitness> witnesses, Ids ids, TimeProvider time)
{
    private const string MachineId = "/etc/machine-id";
    private const string Begun = " begun";
    private const string SetBack = " set back";
    private const string Foreign = "The data folder and the database do not belong together, or were brought from another machine or another place.";

    // They ask for themselves again while the newsroom is served.
    private bool haveAsked;

    private string File => Path.Combine(folder.Path, "outbound");

    private string MachineFile => Path.Combine(folder.Path, "outbound.machine");

    public async Task<bool> MayAsync(CancellationToken cancel)
    {
        if (!Defence.IsOn("outbound-switch"))
        {
            return true;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var row = await db.Set<OutboundRow>().AsNoTracking().SingleOrDefaultAsync(cancel);
        if (row is null)
        {
            return await BeginAsync(cancel);
        }
        if (await WhyAsync(db, row, cancel) is not null || await IsSetBackAsync(row, cancel))
        {
            return false;
        }
        Settle(row);
        return true;
    }

    /// <summary>Whether this is a copy that must not act. Only looks: a newsroom that has never acted is not made the original by being asked.</summary>
    public async Task<bool> IsQuietAsync(CancellationToken cancel) => await WhyQuietAsync(cancel) is not null;

    /// <summary>By what this is known for a copy that must not act; null where it is none. Only looks, and asks nobody outside.</summary>
    public async Task<string?> WhyQuietAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var row = await db.Set<OutboundRow>().AsNoTracking().SingleOrDefaultAsync(cancel);
        return row is null ? HasActed() ? Foreign : null : await WhyAsync(db, row, cancel);
    }

    /// <summary>Somebody outside remembers what this newsroom has forgotten: quiet from now on.</summary>
    public async Task DoubtAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<OutboundRow>().AsNoTracking().SingleOrDefaultAsync(cancel) is { } row)
        {
            Write(Words(row) + SetBack);
        }
    }

    /// <summary>A person says that this copy is the one. Every other loses its right with its next look at the same database.</summary>
    public async Task ConfirmAsync(Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        // What the folder remembers and the database does not is gone: the log goes on from here, and says so.
        var isBehind = await head.IsAheadAsync(db, cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        await db.Set<OutboundRow>().ExecuteDeleteAsync(cancel);
        var row = Add(db, who.Id);
        await audit.AddAsync(db, who, "confirm outbound", "outbound", isBehind ? $"{row.Mark} {await head.CheckAsync(db, cancel)}" : row.Mark, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        if (isBehind)
        {
            await head.AcceptAsync(db, cancel);
        }
        WriteMachine(machine.Read());
        Write(Words(row));
    }

    // A newsroom that has never acted is its own original, unless its folder knows an epoch that the database does not.
    private async Task<bool> BeginAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<OutboundRow>().AsNoTracking().SingleOrDefaultAsync(cancel) is { } other)
        {
            if (IsForeign(other))
            {
                return false;
            }
            Settle(other);
            return true;
        }
        if (HasActed() || (Read() is not null && !Defence.IsOn("outbound-begun")))
        {
            return false;
        }
        var row = Add(db, "");
        await db.SaveChangesAsync(cancel);
        Write(Words(row) + Begun);
        Mishap.Here("outbound begun");
        await writing.CommitAsync(cancel);
        Mishap.Here("outbound kept");
        Settle(row);
        return true;
    }

    private async Task<string?> WhyAsync(NewsroomDb db, OutboundRow row, CancellationToken cancel)
    {
        if (Read() == Words(row) + SetBack)
        {
            return "A mirror holds a newer edition than this newsroom has made: the machine was set back to an earlier state, or another copy acts.";
        }
        if (IsForeign(row))
        {
            return Foreign;
        }
        if (MachineTraits.AreOfTwo(KnownMachine(), machine.Read()) && Defence.IsOn("outbound-machine"))
        {
            return "The machine is another one than before: this is a clone, or the newsroom was moved.";
        }
        return Defence.IsOn("outbound-older") && await head.IsAheadAsync(db, cancel) ? "The database is older than the data folder: it was set back to an earlier state." : null;
    }

    private async Task<bool> IsSetBackAsync(OutboundRow row, CancellationToken cancel)
    {
        var isSetBack = false;
        foreach (var witness in haveAsked ? [] : witnesses)
        {
            await witness.AskAsync(
                () =>
                {
                    Write(Words(row) + SetBack);
                    isSetBack = true;
                },
                cancel);
        }
        haveAsked = true;
        return isSetBack;
    }

    private bool IsForeign(OutboundRow row) => row.Mark != Mark() || Read() is not { } kept || Said(kept) != Words(row);

    // What a beginning that was cut off left undone; and what of the machine is new.
    private void Settle(OutboundRow row)
    {
        if (Read() == Words(row) + Begun)
        {
            Write(Words(row));
        }
        if (machine.Read() is { Count: > 0 } traits && !traits.SequenceEqual(KnownMachine()) && folder.IsWritable())
        {
            WriteMachine(traits);
        }
    }

    // A folder whose beginning was cut off before the database knew of it has not.
    private bool HasActed() => Read() is { } kept && !kept.EndsWith(Begun, StringComparison.Ordinal);

    private OutboundRow Add(NewsroomDb db, string who)
    {
        var row = new OutboundRow { Epoch = ids.New(), Mark = Mark(), ConfirmedBy = who, ConfirmedAt = time.GetUtcNow() };
        db.Add(row);
        return row;
    }

    private static string Words(OutboundRow row) => $"{row.Epoch} {row.Mark}";

    private static string Said(string kept) => kept.EndsWith(Begun, StringComparison.Ordinal) ? kept[..^Begun.Length] : kept;

    private void Write(string words) => AtomicFile.Write(File, Encoding.ASCII.GetBytes(words + "\n"));

    private string? Read() => System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Trim() : null;

    private void WriteMachine(IReadOnlyList<string> traits) => AtomicFile.Write(MachineFile, Encoding.ASCII.GetBytes(string.Concat(traits.Select(trait => trait + "\n"))));

    private List<string> KnownMachine() => System.IO.File.Exists(MachineFile) ? [.. System.IO.File.ReadAllLines(MachineFile).Where(line => line.Contains(' ', StringComparison.Ordinal))] : [];

    // Not the host's name: a container gets a new one each time it is made.
    private string Mark()
    {
        var id = System.IO.File.Exists(MachineId) ? System.IO.File.ReadAllText(MachineId).Trim() : "";
        return CanonicalJson.Sha256(Encoding.UTF8.GetBytes($"{id}\n{Path.GetFullPath(folder.Path)}"))[..32];
    }
}
