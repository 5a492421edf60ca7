using System.Text;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>
/// Whether this newsroom may act towards the outside: charge, pay back, change a plan. It may while the epoch and the mark of the
/// machine in the data folder are those of the database. A copy that was restored, cloned or started from somebody's dump is quiet until a person says that it is the one.
/// </summary>
public sealed class OutboundSwitch(IDbContextFactory<NewsroomDb> dbs, DataFolder folder, AuditLog audit, Ids ids, TimeProvider time)
{
    private const string MachineId = "/etc/machine-id";

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
        return row.Mark == Mark() && Read() == $"{row.Epoch} {row.Mark}";
    }

    /// <summary>Whether this is a copy that must not act. Only looks: a newsroom that has never acted is not made the original by being asked.</summary>
    public async Task<bool> IsQuietAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var row = await db.Set<OutboundRow>().AsNoTracking().SingleOrDefaultAsync(cancel);
        return row is null ? Read() is not null : row.Mark != Mark() || Read() != $"{row.Epoch} {row.Mark}";
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
        Write(row);
    }

    // A newsroom that has never acted is its own original, unless its folder knows an epoch that the database does not.
    private async Task<bool> BeginAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<OutboundRow>().AnyAsync(cancel) || Read() is not null)
        {
            return await db.Set<OutboundRow>().AsNoTracking().SingleOrDefaultAsync(cancel) is { } other && Read() == $"{other.Epoch} {other.Mark}";
        }
        var row = Add(db, "");
        await db.SaveChangesAsync(cancel);
        Write(row);
        await writing.CommitAsync(cancel);
        return true;
    }

    private OutboundRow Add(NewsroomDb db, string who)
    {
        var row = new OutboundRow { Epoch = ids.New(), Mark = Mark(), ConfirmedBy = who, ConfirmedAt = time.GetUtcNow() };
        db.Add(row);
        return row;
    }

    private void Write(OutboundRow row) => AtomicFile.Write(File, Encoding.ASCII.GetBytes($"{row.Epoch} {row.Mark}\n"));

    private string? Read() => System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Trim() : null;

    // Not the host's name: a container gets a new one each time it is made.
    private string Mark()
    {
        var machine = System.IO.File.Exists(MachineId) ? System.IO.File.ReadAllText(MachineId).Trim() : "";
        return CanonicalJson.Sha256(Encoding.UTF8.GetBytes($"{machine}\n{Path.GetFullPath(folder.Path)}"))[..32];
    }
}
