using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

/// <summary>Says what of a picture must stay in view when it is cropped. It counts wherever the picture is placed from then on.</summary>
public sealed class FocusMedia(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    /// <param name="sha256">The picture.</param>
    /// <param name="x">Per cent from the left.</param>
    /// <param name="y">Per cent from the top.</param>
    /// <param name="who">Who says it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<MediaFile>> RunAsync(string sha256, int? x, int? y, Actor who, CancellationToken cancel)
    {
        if (x is not (>= 0 and <= 100))
        {
            return new Refusal("media_percent", "Write a number from 0 to 100.", "X");
        }
        if (y is not (>= 0 and <= 100))
        {
            return new Refusal("media_percent", "Write a number from 0 to 100.", "Y");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<MediaFile>().SingleOrDefaultAsync(m => m.Sha256 == sha256 && m.Width != null, cancel) is not { } file)
        {
            return new Refusal("unknown", "There is no such picture in the library.");
        }
        (file.FocalX, file.FocalY) = (x * 10, y * 10);
        await audit.AddAsync(db, who, "focus media", "media/" + sha256, $"{x}, {y}", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return file;
    }
}
