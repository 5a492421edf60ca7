using Broadside.Giving.Gifts;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Staff;
using Broadside.Staff.Acts;
using Broadside.Tests.Staff;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Payees;

public sealed class ChangePayoutTests
{
    private static readonly RecipientCard Recipient = new("outlet", "Outlet e. V.", null, TaxStatus.None, "");
    private static readonly BankAccount First = new("DE89370400440532013000", "Outlet e. V.", "outlet", ["EUR"]);
    private static readonly BankAccount Second = new("GB33BUKB20201555555555", "Outlet e. V.", "outlet", ["EUR", "GBP"]);

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Another_account_wants_a_second_owner_and_a_day(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        var (one, two) = (await OwnerAsync(newsroom), await OwnerAsync(newsroom));
        var change = newsroom.Get<ChangePayout>();

        Assert.False((await change.RunAsync(new PayoutEdit { Bank = Second }, one, Cancel)).Value);
        var act = Assert.Single(await newsroom.Get<ActQueries>().WaitingAsync(Cancel));
        Assert.Equal("second_person", (await newsroom.Get<ApproveAct>().RunAsync(act.Id, one, Cancel)).Refusal?.Code);
        Assert.True((await newsroom.Get<ApproveAct>().RunAsync(act.Id, two, Cancel)).IsDone);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Equal(0, await change.ApplyDueAsync(Cancel));
        Assert.Equal([First.Number], Numbers(newsroom));

        newsroom.Time.Advance(ChangePayout.Wait);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        await change.ApplyDueAsync(Cancel);

        Assert.Equal([First.Number, Second.Number], Numbers(newsroom));
    }

    [Fact]
    public async Task What_was_agreed_to_can_be_taken_back_within_the_day()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        var (one, two) = (await OwnerAsync(newsroom), await OwnerAsync(newsroom));
        await newsroom.Get<ChangePayout>().RunAsync(new PayoutEdit { Bank = Second }, one, Cancel);
        var act = Assert.Single(await newsroom.Get<ActQueries>().WaitingAsync(Cancel));
        await newsroom.Get<ApproveAct>().RunAsync(act.Id, two, Cancel);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.True((await newsroom.Get<ChangePayout>().WithdrawAsync(act.Id, one, Cancel)).IsDone);
        newsroom.Time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(0, await newsroom.Get<ChangePayout>().ApplyDueAsync(Cancel));
        Assert.Equal([First.Number], Numbers(newsroom));
        Assert.Equal("gone", (await newsroom.Get<ChangePayout>().WithdrawAsync(act.Id, one, Cancel)).Refusal?.Code);
    }

    [Fact]
    public async Task One_owner_alone_shows_a_passkey_and_waits_three_days_and_no_longer()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        var owner = await OwnerAsync(newsroom);
        var change = newsroom.Get<ChangePayout>();

        Assert.Equal("passkey_needed", (await change.RunAsync(new PayoutEdit { DropBank = First.Number }, owner with { IsFreshByPasskey = false }, Cancel)).Refusal?.Code);
        Assert.False((await change.RunAsync(new PayoutEdit { DropBank = First.Number }, owner, Cancel)).Value);
        newsroom.Time.Advance(TimeSpan.FromHours(71));
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Equal([First.Number], Numbers(newsroom));
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        await change.ApplyDueAsync(Cancel);

        Assert.Empty(Numbers(newsroom));
    }

    [Theory]
    [InlineData("DE89370400440532013001", "outlet", "iban")]
    [InlineData("DE89370400440532013000", "nobody", "recipient")]
    public async Task What_cannot_be_is_refused_at_its_field(string number, string recipient, string code)
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);

        Assert.Equal(code, (await newsroom.Get<ChangePayout>().RunAsync(new PayoutEdit { Bank = new BankAccount(number, "X", recipient, ["EUR"]) }, Actor.Operator, Cancel)).Refusal?.Code);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_account_number_written_into_a_table_is_offered_to_nobody(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.AlterAsync("UPDATE legal_recipients SET name = 'Somebody else'");
        await newsroom.AlterAsync($"UPDATE payout_changes SET edit = replace(edit, '{First.Number}', '{Second.Number}')");

        await newsroom.OpenAgainAsync();

        Assert.Equal([First.Number], Numbers(newsroom));
        Assert.Equal("Outlet e. V.", newsroom.Get<SiteRecord>().Read<PayoutDetails>(PayoutDetails.Part).Recipients.Single().Name);
    }

    private static async Task<TestNewsroom> OpenAsync(string engine)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine);
        foreach (var edit in new[] { new PayoutEdit { Recipient = Recipient }, new PayoutEdit { Bank = First } })
        {
            Assert.True((await newsroom.Get<ChangePayout>().RunAsync(edit, Actor.Operator, Cancel)).Value);
        }
        return newsroom;
    }

    private static List<string> Numbers(TestNewsroom newsroom) => [.. newsroom.Get<SiteRecord>().Read<PayoutDetails>(PayoutDetails.Part).Banks.Select(b => b.Number)];

    private static async Task<Actor> OwnerAsync(TestNewsroom newsroom) =>
        await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(Role.Owner)) with { IsFresh = true, IsFreshByPasskey = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
