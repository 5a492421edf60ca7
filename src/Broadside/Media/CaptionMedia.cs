using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

/// <summary>Keeps with a file what was said about it where it was used, so that whoever uses it next need not say it again. What is not said stays.</summary>
public sealed class CaptionMedia(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    private const int Longest = 4000;

    public async Task<Outcome<MediaFile>> RunAsync(string sha256, string? alt, string? credit, string? caption, Actor who, CancellationToken cancel)
    {
        if (new[] { alt, credit, caption }.Any(w => w?.Length > Longest))
        {
            return new Refusal("media_words_long", $"That is longer than {Longest} letters. Shorten it.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<MediaFile>().SingleOrDefaultAsync(m => m.Sha256 == sha256, cancel) is not { } file)
        {
            return new Refusal("unknown", "There is no such file in the library.");
        }
        (file.Alt, file.Credit, file.Caption) = (Said(alt) ?? file.Alt, Said(credit) ?? file.Credit, Said(caption) ?? file.Caption);
        if (db.ChangeTracker.HasChanges())
        {
            await audit.AddAsync(db, who, "describe media", "media/" + sha256, file.Name, cancel);
            await db.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
        }
        return file;
    }

    private static string? Said(string? text) => text?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } said ? said : null;
}
