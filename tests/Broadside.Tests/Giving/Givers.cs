using Broadside.Giving.Gifts;
using Broadside.Giving.Rails;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving;

/// <summary>What most tests of gifts begin with.</summary>
internal static class Givers
{
    public const string Recipient = "outlet";

    public static async Task SetUpAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        if (await db.Set<LegalRecipient>().AnyAsync(TestContext.Current.CancellationToken))
        {
            return;
        }
        db.Add(new LegalRecipient { Id = Recipient, Name = "Outlet e. V.", ReceiptText = "", ActiveFrom = newsroom.Time.GetUtcNow() });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        db.Add(new Fund { Id = "general", Name = "General", Recipient = Recipient });
        db.Add(new Fund { Id = "legal", Name = "Legal defence", Recipient = Recipient, IsRestricted = true });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        db.Add(new Campaign { Id = "winter", Title = "Winter", Fund = "general", Goal = 100_000, Currency = "EUR", StartsAt = newsroom.Time.GetUtcNow().AddDays(-1), EndsAt = newsroom.Time.GetUtcNow().AddDays(30) });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<Gift> GiftAsync(TestNewsroom newsroom, long amount, string? id = null, string fund = "general", string? campaign = null, Interval repeats = Interval.Once)
    {
        await SetUpAsync(newsroom);
        await using var db = newsroom.Db();
        id ??= newsroom.Get<Broadside.Kit.Ids>().New();
        var gift = new Gift
        {
            Id = id,
            Reference = "RF" + id,
            Amount = amount,
            Currency = "EUR",
            Repeats = repeats,
            Fund = fund,
            Campaign = campaign,
            Recipient = Recipient,
            Language = "en",
            Source = "page",
            CreatedAt = newsroom.Time.GetUtcNow(),
        };
        db.Add(gift);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return gift;
    }
}
