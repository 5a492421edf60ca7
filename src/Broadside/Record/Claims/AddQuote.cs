using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Claims;

/// <summary>Adds somebody's words, as an article gives them.</summary>
public sealed class AddQuote(IDbContextFactory<NewsroomDb> dbs, StageClaim stage, AuditLog audit)
{
    /// <param name="fields">What is said of it.</param>
    /// <param name="picks">The words that say so; at least one.</param>
    /// <param name="who">May write every article that is pointed at.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<QuoteRow>> RunAsync(QuoteFields fields, IReadOnlyList<AnchorPick> picks, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var staged = await stage.QuoteAsync(db, null, fields, await LanguageAsync(db, picks, cancel), who, cancel);
        if (!staged.IsDone)
        {
            return staged;
        }
        if ((await stage.AnchorsAsync(db, ClaimKind.Quote, staged.Value.Id, picks, who, cancel)).Refusal is { } refusal)
        {
            return refusal;
        }
        await audit.AddAsync(db, who, "add quote", "quote/" + staged.Value.Id, staged.Value.SpeakerText, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return staged;
    }

    private static async Task<string> LanguageAsync(NewsroomDb db, IReadOnlyList<AnchorPick> picks, CancellationToken cancel) =>
        picks.Count > 0 ? (await db.Set<Article>().FindAsync([picks[0].Article], cancel))?.Language ?? "en" : "en";
}
