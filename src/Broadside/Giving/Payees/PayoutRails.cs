using Broadside.Giving.Rails;
using Broadside.Giving.Rails.Bank;
using Broadside.Giving.Rails.Cheque;
using Broadside.Guard;

namespace Broadside.Giving.Payees;

/// <summary>The rails that no processor can cut, as the signed record has them.</summary>
public sealed class PayoutRails(SiteRecord site) : IRailSource
{
    private volatile Made made = new(new PayoutDetails(), []);

    public IReadOnlyList<IRail> Rails
    {
        get
        {
            // The record keeps what it has read until another version is signed.
            var details = site.Read<PayoutDetails>(PayoutDetails.Part);
            if (!ReferenceEquals(details, made.Details))
            {
                made = new Made(details, [.. details.Banks.Select(b => new BankRail(b)), .. details.Cheques.Take(1).Select(c => new ChequeRail(c))]);
            }
            return made.Rails;
        }
    }

    private sealed record Made(PayoutDetails Details, IReadOnlyList<IRail> Rails);
}
