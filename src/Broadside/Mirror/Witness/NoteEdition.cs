using Broadside.Guard.Keys;
using Broadside.Mirror.Editions;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Witness;

/// <summary>Notes what the signed head held when an edition was issued: of a key that was in other hands, that is what is believed.</summary>
internal sealed class NoteEdition(IDbContextFactory<NewsroomDb> dbs, MarkEdition mark) : Jobs.EventHandler<EditionMade>
{
    protected override async Task HearAsync(EditionMade news, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<EditionRow>().AsNoTracking().SingleOrDefaultAsync(e => e.Number == news.Number, cancel) is { } edition)
        {
            await mark.RunAsync(edition.Number, edition.IssuedAt, cancel);
        }
    }
}
