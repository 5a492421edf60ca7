using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import.Uploads;

/// <summary>A person's word on files that were sent: bring them over, drop them, take back what they brought. Pressed twice it counts once.</summary>
public sealed class DecideImport(IDbContextFactory<NewsroomDb> dbs, UploadFiles files, JobQueue jobs, Approvals approvals, VersionStore versions, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<ImportUpload>> RunAsync(string id, UploadDecision decision, Actor who, CancellationToken cancel)
    {
        if (decision != UploadDecision.Drop && versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        var (before, after, act) = decision switch
        {
            UploadDecision.Bring => (ImportUploadState.Ready, ImportUploadState.Running, "import"),
            UploadDecision.TakeBack => (ImportUploadState.Done, ImportUploadState.Undoing, "undo upload"),
            _ => (ImportUploadState.Ready, ImportUploadState.Dropped, "drop import"),
        };
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<ImportUpload>().SingleOrDefaultAsync(u => u.Id == id, cancel) is not { } upload || (upload.Platform == BringLists.Platform && decision == UploadDecision.TakeBack))
        {
            return new Refusal("unknown", "There is no such import.");
        }
        if (upload.State == after)
        {
            return upload;
        }
        if (upload.State != before && !(decision == UploadDecision.Drop && upload.State is ImportUploadState.Trying or ImportUploadState.Refused))
        {
            return new Refusal("upload_decided", "It has gone on meanwhile. This is how it stands.");
        }
        upload.State = after;
        upload.Step++;
        await audit.AddAsync(db, who, act, "upload/" + id, upload.Source, cancel);
        if (upload.IsAtWork)
        {
            upload.Approval = approvals.Give(UploadApproval.Of(upload));
            await RunUpload.QueueAsync(jobs, db, upload, cancel);
        }
        else
        {
            upload.EndedAt = time.GetUtcNow();
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        if (upload.State == ImportUploadState.Dropped)
        {
            files.Remove(id);
        }
        return upload;
    }
}

public enum UploadDecision
{
    Bring,
    Drop,
    TakeBack,
}
