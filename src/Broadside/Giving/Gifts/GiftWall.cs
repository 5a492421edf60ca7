using Broadside.Giving.Ledger;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>Who may be thanked in public: those who said so, whose money has come. The one source of names for pages, feeds, files, mirrors and outgoing notices.</summary>
public sealed class GiftWall(IDbContextFactory<NewsroomDb> dbs)
{
    /// <param name="campaign">Null: all gifts.</param>
    /// <param name="count">How many, newest first.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<ThankedDonor>> LatestAsync(string? campaign, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var standing = EntryRow.StandingIn(db);
        var gifts = db.Set<Gift>().Where(g => g.Visibility != Visibility.Anonymous && (campaign == null || g.Campaign == campaign) && standing.Any(e => e.Gift == g.Id));
        var rows = await gifts.OrderByDescending(g => g.CreatedAt).Join(db.Set<GiftDetails>().Where(d => d.Name != null), g => g.Id, d => d.Gift, (g, d) => new { g.Visibility, Name = d.Name!, g.CreatedAt }).Take(count).ToListAsync(cancel);
        return rows.ConvertAll(r => new ThankedDonor(Shown(r.Visibility, r.Name)!, r.CreatedAt));
    }

    /// <summary>What may be said of who gave; null: nothing.</summary>
    public static string? Shown(Visibility visibility, string? name) =>
        visibility == Visibility.Anonymous || string.IsNullOrWhiteSpace(name) ? null : visibility == Visibility.FirstName ? name.Trim().Split(' ')[0] : name.Trim();
}

public sealed record ThankedDonor(string Name, DateTimeOffset At);
