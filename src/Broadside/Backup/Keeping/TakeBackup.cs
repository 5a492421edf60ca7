using Broadside.Backup.Packing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Backup.Keeping;

/// <summary>Makes a backup and keeps in the newsroom what was wanted, by whom, and what came of it.</summary>
internal sealed class TakeBackup(IDbContextFactory<NewsroomDb> dbs, MakeBackup make, AuditLog audit, DataFolder folder, Ids ids, TimeProvider time)
{
    public async Task<Outcome<BackupReport>> RunAsync(BackupOrder order, Actor who, Action<double, string> progress, CancellationToken cancel)
    {
        // What cannot be written can still be backed up.
        if (!folder.IsWritable())
        {
            return await make.RunAsync(order, progress, cancel);
        }
        var row = await BeginAsync(order, who, cancel);
        Outcome<BackupReport> outcome;
        try
        {
            outcome = await make.RunAsync(order, progress, cancel);
        }
        catch (Exception e)
        {
            await EndAsync(row, BackupState.Failed, 0, e.Message, CancellationToken.None);
            throw;
        }
        await (outcome.IsDone
            ? EndAsync(row, BackupState.Written, outcome.Value.Bytes, null, cancel)
            : EndAsync(row, BackupState.Failed, 0, outcome.Refusal.Message, cancel));
        return outcome;
    }

    private async Task<string> BeginAsync(BackupOrder order, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var row = new BackupRow
        {
            Id = ids.New(),
            File = Path.GetFullPath(order.File),
            State = BackupState.Writing,
            AskedBy = who.Id,
            BegunAt = time.GetUtcNow(),
            IsEncrypted = order.Recipient is not null,
            IsPublic = order.IsPublic,
        };
        db.Add(row);
        await audit.AddAsync(db, who, "back up", "backup/" + row.Id, order.Passphrase is null ? row.File : $"{row.File}, with the private keys", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return row.Id;
    }

    private async Task EndAsync(string id, BackupState state, long bytes, string? error, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        await db.Set<BackupRow>().Where(b => b.Id == id).ExecuteUpdateAsync(
            b => b.SetProperty(x => x.State, state).SetProperty(x => x.EndedAt, now).SetProperty(x => x.Bytes, bytes).SetProperty(x => x.Error, error), cancel);
    }
}
