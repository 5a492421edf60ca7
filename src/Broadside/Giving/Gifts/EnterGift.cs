using Broadside.Kit;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>A gift that came by no form: a transfer, a cheque or cash of which nothing was known before. Within the caller's writing transaction. Whoever gave so agreed to no public name.</summary>
public sealed class EnterGift(FindDonor donors, NewReference reference, IOutlet outlet, Ids ids, TimeProvider time)
{
    private const int LongestName = 80;

    /// <param name="db">The caller's.</param>
    /// <param name="amount">What came.</param>
    /// <param name="fund">Its slug; null: the campaign's, else the general one.</param>
    /// <param name="campaign">Its slug, or null.</param>
    /// <param name="name">Of the donor, if it is known.</param>
    /// <param name="email">The same: by it they are known again.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Gift>> AddAsync(NewsroomDb db, Money amount, string? fund, string? campaign, string? name, string? email, CancellationToken cancel)
    {
        var drive = string.IsNullOrEmpty(campaign) ? null : await db.Set<Campaign>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == campaign, cancel);
        var slug = string.IsNullOrEmpty(fund) ? drive?.Fund ?? Ledger.Accounts.GeneralFund : fund;
        if (await db.Set<Fund>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == slug, cancel) is not { } purpose)
        {
            return new Refusal("no_fund", "There is no such fund. Say first under payment details who receives gifts: that makes the general one.", "fund");
        }
        var (called, address) = (Clean(name), string.IsNullOrWhiteSpace(email) ? null : email.Trim());
        var donor = address is null ? null : await donors.RunAsync(db, address, called, null, outlet.Language, cancel);
        if (address is not null && donor is null)
        {
            return new Refusal("email", "This is no mail address. Leave it empty where none is known.", "email");
        }
        var gift = new Gift
        {
            Id = ids.New(),
            Reference = reference(),
            Amount = amount.Minor,
            Currency = amount.Currency,
            Fund = purpose.Id,
            Campaign = drive?.Id,
            Recipient = purpose.Recipient,
            Donor = donor,
            Language = outlet.Language,
            Source = "desk",
            CreatedAt = time.GetUtcNow(),
        };
        db.Add(gift);
        await db.SaveChangesAsync(cancel);
        if (called is not null || address is not null)
        {
            db.Add(new GiftDetails { Gift = gift.Id, Name = called, Email = address });
        }
        return gift;
    }

    private static string? Clean(string? name)
    {
        var text = string.Concat((name ?? "").Where(c => !char.IsControl(c) && !(c is >= '\u202A' and <= '\u202E') && !(c is >= '\u2066' and <= '\u2069'))).Trim();
        return text.Length == 0 ? null : text.Length > LongestName ? text[..LongestName] : text;
    }
}
