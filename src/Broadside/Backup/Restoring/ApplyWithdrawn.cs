using Broadside.Articles;
using Broadside.Backup.Drilling;
using Broadside.Backup.Packing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Backup.Restoring;

/// <summary>Takes down in a restored newsroom what was withdrawn after its backup, and lets its editions go on from the newer number.</summary>
internal sealed class ApplyWithdrawn(IDbContextFactory<NewsroomDb> dbs, Catalogue catalogue, TakeDownArticle takeDown)
{
    public async Task<Outcome<IReadOnlyList<Finding>>> RunAsync(Manifest manifest, NewerEdition newer, CancellationToken cancel)
    {
        var told = new List<Finding>();
        // A page may be withdrawn because it named a withdrawn article; the article itself is the one that the newer edition lists no more.
        var withdrawn = newer.Manifest.Withdrawn.ToHashSet(StringComparer.Ordinal);
        foreach (var path in manifest.Pages.Where(p => withdrawn.Contains(p.Value) && !newer.Addresses.Contains(p.Key)).Select(p => p.Key))
        {
            if (catalogue.ByAddress(path) is not { IsGone: false } entry)
            {
                continue;
            }
            var outcome = await takeDown.RunAsync(entry.Id, "Withdrawn after the backup was made from which this site was restored.", Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return new Refusal("withdrawn", $"{path} was withdrawn after this backup was made, and cannot be taken down here: {outcome.Refusal.Message} Restore a backup with its keys.");
            }
            told.Add(new Finding("withdrawn", $"{path} was withdrawn after the backup, and is taken down here too."));
        }
        await GoOnAsync(newer, cancel);
        return Outcome.Of<IReadOnlyList<Finding>>(told);
    }

    // The next edition follows the newer one: nobody who has seen that one takes it for an old copy.
    private async Task GoOnAsync(NewerEdition newer, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<EditionRow>().AnyAsync(e => e.Number >= newer.Manifest.Number, cancel))
        {
            return;
        }
        db.Add(new EditionRow
        {
            Number = newer.Manifest.Number,
            IssuedAt = At(newer.Manifest.IssuedAt),
            ExpiresAt = At(newer.Manifest.ExpiresAt),
            ContentSha256 = "",
            SumsSha256 = newer.Sums,
            Manifest = System.Text.Encoding.UTF8.GetString(CanonicalJson.Bytes(newer.Manifest)),
        });
        await db.SaveChangesAsync(cancel);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
