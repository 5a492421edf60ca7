using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Translating;

/// <summary>Somebody saw to it that a translation says what a version of its source says.</summary>
public sealed class MarkTranslated(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    /// <param name="id">Of the translation.</param>
    /// <param name="version">Of the source, that the person had beside it.</param>
    /// <param name="who">An editor, or one of its writers.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Translation>> RunAsync(string id, int version, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Translation>().FindAsync([id], cancel) is not { } translation)
        {
            return new Refusal("unknown", "That is no translation.");
        }
        if (await Writers.WhyNotAsync(db, id, who, cancel) is { } why)
        {
            return why;
        }
        (translation.SourceVersion, translation.CheckedBy, translation.CheckedAt) = (version, who.Name, time.GetUtcNow());
        await audit.AddAsync(db, who, "translation seen", Article.Subject(id), $"version {version} of its source", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return translation;
    }
}
