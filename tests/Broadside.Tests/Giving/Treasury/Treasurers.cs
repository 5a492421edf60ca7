using Broadside.Giving.Gifts;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Tests.Desk;
using Broadside.Tests.Subscribers;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Giving.Treasury;

/// <summary>A newsroom that may be given to: a legal recipient, a bank account, an address for cheques.</summary>
internal static class Treasurers
{
    public const string Iban = "DE89370400440532013000";
    public const string Bank = "bank:" + Iban;

    public static async Task SetUpAsync(IServiceProvider services)
    {
        var change = services.GetRequiredService<ChangePayout>();
        foreach (var edit in new[]
        {
            new PayoutEdit { Recipient = new RecipientCard(Givers.Recipient, "Outlet e. V.", null, TaxStatus.None, "") },
            new PayoutEdit { Bank = new BankAccount(Iban, "Outlet e. V.", Givers.Recipient, ["EUR"]) },
            new PayoutEdit { Cheque = new ChequeAddress(Givers.Recipient, "Outlet e. V.", ["1 Quay Street", "Harbour"], ["EUR"]) },
        })
        {
            var done = await change.RunAsync(edit, Actor.Operator, TestContext.Current.CancellationToken);
            Assert.True(done.IsDone, done.Refusal?.Message);
            Assert.True(done.Value);
        }
    }

    public static async Task WorkAsync(TestDesk desk)
    {
        for (var i = 0; i < 5; i++)
        {
            await desk.Get<JobRunner>().WorkAsync();
        }
    }

    /// <summary>Money in cents of euros.</summary>
    public static Money Euro(long cents) => new(cents, "EUR");
}
