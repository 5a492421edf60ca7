using System.Text;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>
/// Whether this newsroom may act towards the outside: charge, pay back, change a plan. It may while the epoch and the mark of the
/// machine in the data folder are those of the database. A copy that was restored, cloned or started from somebody's dump is quiet until a person says that it is the one.
/// The first beginning is said in the folder as begun, then in the database, then in the folder for good: cut off anywhere it is begun again or ended, as nothing has acted before.
/// </summary>
public sealed class OutboundSwitch(IDbContextFactory<NewsroomDb> dbs, DataFolder folder, AuditLog audit, Ids ids, TimeProvider time)
{
    private const string MachineId = "/etc/machine-id";
    private const string Begun = " begun";

    private string File => Path.Combine(folder.Path, "outbound");

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
        return IsOurs(row);
    }

    /// <summary>Whether this is a copy that must not act. Only looks: a newsroom that has never acted is not made the original by being asked.</summary>
    public async Task<bool> IsQuietAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var row = await db.Set<OutboundRow>().AsNoTracking().SingleOrDefaultAsync(cancel);
        return row is null ? HasActed() : row.Mark != Mark() || Read() is not { } kept || Said(kept) != Words(row);
    }

    /// <summary>A person says that this copy is the one. Every other loses its right with its next look at the same database.</summary>
    public async Task ConfirmAsync(Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        await db.Set<OutboundRow>().ExecuteDeleteAsync(cancel);
        var row = Add(db, who.Id);
        await audit.AddAsync(db, who, "confirm outbound", "outbound", row.Mark, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        Write(Words(row));
    }

    // A newsroom that has never acted is its own original, unless its folder knows an epoch that the database does not.
    private async Task<bool> BeginAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<OutboundRow>().AsNoTracking().SingleOrDefaultAsync(cancel) is { } other)
        {
            return IsOurs(other);
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
        Write(Words(row));
        return true;
    }

    private bool IsOurs(OutboundRow row)
    {
        if (row.Mark != Mark() || Read() is not { } kept || Said(kept) != Words(row))
        {
            return false;
        }
        if (kept != Words(row))
        {
            Write(Words(row));
        }
        return true;
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

    // Not the host's name: a container gets a new one each time it is made.
    private string Mark()
    {
        var machine = System.IO.File.Exists(MachineId) ? System.IO.File.ReadAllText(MachineId).Trim() : "";
        return CanonicalJson.Sha256(Encoding.UTF8.GetBytes($"{machine}\n{Path.GetFullPath(folder.Path)}"))[..32];
    }
}
