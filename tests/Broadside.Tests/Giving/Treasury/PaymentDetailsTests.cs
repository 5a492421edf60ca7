using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Staff.Acts;
using Broadside.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Treasury;

/// <summary>Where money goes, at the desk: the first holds at once, every later change wants a second person and a day.</summary>
public sealed class PaymentDetailsTests
{
    private const string Here = "/desk/giving/details";
    private const string Change = Here + "/change";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_first_account_holds_at_once_and_another_wants_a_second_owner_and_a_day(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        Assert.Contains("Nobody can give yet", (await treasurer.GetAsync("/desk/giving")).Text, StringComparison.Ordinal);

        Assert.Equal(Here + "?done=payout_kept", (await treasurer.SubmitAsync(Change, Change, ("what", "recipient"), ("Name", "Outlet e. V."))).To);
        Assert.Equal("outlet", Now(desk).Recipients.Single().Id);
        var wrong = await treasurer.SubmitAsync(Change + "?what=bank", Change, ("what", "bank"), ("Recipient", "outlet"), ("Number", "DE88 3704 0044 0532 0130 00"), ("Holder", "Outlet"), ("Currencies", "EUR"));
        Assert.Equal(422, wrong.Status);
        Assert.Contains("a digit of it is wrong", wrong.Document.QuerySelector("#f-number-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Here + "?done=payout_kept", (await treasurer.SubmitAsync(Change + "?what=bank", Change, ("what", "bank"), ("Recipient", "outlet"), ("Number", "DE89 3704 0044 0532 0130 00"), ("Holder", "Outlet"), ("Currencies", "EUR"))).To);
        Assert.Equal(Treasurers.Iban, Now(desk).Banks.Single().Number);

        // Two owners: the other one agrees.
        using var owner = await desk.SignedInAsync(Role.Owner);
        using var other = await desk.SignedInAsync(Role.Owner);
        Assert.Equal(Here + "?done=payout_asked", (await owner.SubmitAsync(Change + "?what=bank", Change, ("what", "bank"), ("id", Treasurers.Iban), ("Recipient", "outlet"), ("Number", "ES9121000418450200051332"), ("Holder", "Outlet"), ("Currencies", "EUR"))).To);
        Assert.Equal(Treasurers.Iban, Now(desk).Banks.Single().Number);
        Assert.Contains("waits for another owner", (await treasurer.GetAsync(Here)).Text, StringComparison.Ordinal);
        Assert.Contains("1 act waits", (await treasurer.GetAsync("/desk/giving")).Text, StringComparison.Ordinal);
        var act = (await owner.GetAsync(Here)).Document.QuerySelector("a[href^='/desk/acts/']")!.GetAttribute("href")!;
        Assert.Equal(422, (await owner.SubmitAsync(act, act + "?handler=Agree")).Status);
        Assert.Equal(302, (await other.SubmitAsync(act, act + "?handler=Agree")).Status);
        await Treasurers.WorkAsync(desk);
        Assert.Contains("comes into force", (await treasurer.GetAsync(Here)).Text, StringComparison.Ordinal);
        Assert.Single(Now(desk).Banks);
        desk.Time.Advance(ChangePayout.Wait);
        await desk.Get<ChangePayout>().ApplyDueAsync(Cancel);
        Assert.Equal(["DE89370400440532013000", "ES9121000418450200051332"], Now(desk).Banks.Select(b => b.Number));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_was_agreed_to_can_be_taken_back_until_its_day(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        await Treasurers.SetUpAsync(desk.Services);
        await using (var db = desk.Db())
        {
            var now = desk.Time.GetUtcNow();
            db.Add(new PayoutChange { Id = "c1", Subject = "bank X", Summary = "Gifts are no longer transferred to X.", Edit = "{}", AskedBy = "a", AgreedBy = "b", AgreedAt = now, DueAt = now.AddDays(1) });
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Equal(302, (await treasurer.SubmitAsync(Here, Here + "?handler=Withdraw", ("id", "c1"))).Status);
        Assert.Equal(404, (await treasurer.SubmitAsync(Here, Here + "?handler=Withdraw", ("id", "c1"))).Status);
        desk.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await desk.Get<ChangePayout>().ApplyDueAsync(Cancel));
    }

    private static PayoutDetails Now(TestDesk desk) => desk.Get<SiteRecord>().Read<PayoutDetails>(PayoutDetails.Part);
}
