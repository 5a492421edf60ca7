using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Claims;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Anchoring;

/// <summary>A person says that the words which differ, or that stand elsewhere, are meant: the anchor is set on them anew.</summary>
public sealed class ConfirmAnchor(IDbContextFactory<NewsroomDb> dbs, ArticleTexts texts, AuditLog audit, TimeProvider time)
{
    /// <param name="id">Of the anchor.</param>
    /// <param name="pick">Other words than those that were found; null: the found ones.</param>
    /// <param name="who">May write the article.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<AnchorRow>> RunAsync(string id, AnchorPick? pick, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<AnchorRow>().FindAsync([id], cancel) is not { } row)
        {
            return new Refusal("unknown", "There is no such place.");
        }
        if (await StageClaim.WhyNotAsync(db, row.Article, who, cancel) is { } refusal)
        {
            return refusal;
        }
        pick ??= await FoundAsync(row, cancel);
        if (pick is null || pick.Article != row.Article || await texts.AnchorAsync(db, pick, cancel) is not var (anchor, version))
        {
            return new Refusal("anchor", "Those words do not stand there. Select them again.", "anchor");
        }
        row.Take(anchor);
        (row.State, row.Version, row.CheckedAt) = (AnchorState.Exact, version, time.GetUtcNow());
        await audit.AddAsync(db, who, "confirm anchor", $"{row.Kind.ToString().ToLowerInvariant()}/{row.Claim}", row.Exact, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return row;
    }

    // A person who confirms a quote has compared every letter: here, and only here, it may differ.
    private async Task<AnchorPick?> FoundAsync(AnchorRow row, CancellationToken cancel) =>
        await texts.LiveAsync(row.Article, cancel) is { } live && FindAnchor.In(row.ToAnchor(), BlockText.Of(live), isQuote: false) is { Block: { } block } place
            ? new AnchorPick(row.Article, block, place.Start, place.End)
            : null;
}
