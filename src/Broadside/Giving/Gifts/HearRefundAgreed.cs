using System.Text.Json;
using Broadside.Giving.Ledger;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Staff.Acts;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>The second person agreed that money goes back. The act's id is that of the wish at the rail: however often this is heard, it is paid back once.</summary>
public sealed class HearRefundAgreed(IDbContextFactory<NewsroomDb> dbs, RefundGift refund, TimeProvider time) : IEventHandler
{
    public Type Event => typeof(ActApproved);

    public string Kind => "refund agreed";

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var act = JsonSerializer.Deserialize<ActApproved>(payload, CanonicalJson.Options)!;
        if (act.Kind != AskRefund.ActKind)
        {
            return;
        }
        var wish = JsonSerializer.Deserialize<AskRefund.Wish>(act.Payload, CanonicalJson.Options)!;
        var amount = new Money(wish.Amount, wish.Currency);
        var done = await refund.RunAsync(new FactKey(wish.Rail, wish.RailAccount, FactKind.Charge, wish.Payment), amount, wish.Reason, new Actor(act.AskedBy, act.AskedBy), cancel, act.Id);
        if (!done.IsDone)
        {
            // Nobody stands before a screen: it waits where the treasurer looks.
            await using var db = await dbs.CreateDbContextAsync(cancel);
            await GivingItems.RaiseAsync(db, "refund-not-done", act.Id, wish.Rail, done.Refusal.Code, amount.ToString(), time.GetUtcNow(), cancel);
            await db.SaveChangesAsync(cancel);
        }
    }
}
