using Broadside.Giving.Health;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Themes;

namespace Broadside.Site.Giving;

/// <summary>Which rails a donor is offered, from memory: those that pay to this recipient and would take a gift now. The bank and the cheque are always among them.</summary>
public sealed class RailChoices(RailBoard board, SiteRecord site)
{
    public IReadOnlyList<RailDescriptor> Of(string recipient) => [.. board.Rails.Select(r => r.Describe()).Where(d => d.Recipient == recipient && d.Limits.Any(l => board.MayOffer(d.Id, l.Currency, null)))];

    /// <summary>Those that would take this amount, so often, from there.</summary>
    public IReadOnlyList<RailDescriptor> For(string recipient, Kit.Money amount, Interval repeats, string? country) =>
        [.. Of(recipient).Where(d => d.Takes(amount, country) && (repeats == Interval.Once || d.Recurring != Recurring.None) && board.MayOffer(d.Id, amount.Currency, country))];

    public RailDescriptor? Find(string rail) => board.Find(rail)?.Describe();

    /// <summary>Something is signed that says where money goes.</summary>
    public static bool IsSetUp(PayoutDetails details) => details.Recipients.Count > 0 && (details.Banks.Count > 0 || details.Cheques.Count > 0 || details.Rails.Count > 0);

    public PayoutDetails Details => site.Read<PayoutDetails>(PayoutDetails.Part);

    /// <summary>As donors are told. Of several accounts at banks each says in which currencies it is.</summary>
    public string Name(Words words, RailDescriptor rail)
    {
        var name = rail.Id.StartsWith("bank:", StringComparison.Ordinal) ? words.Text("give.by.bank") : rail.Id == "cheque" ? words.Text("give.by.cheque") : rail.Name == "Card" ? words.Text("give.by.card") : rail.Name;
        return rail.Flow == Flow.Instructions && Details.Banks.Count > 1 && rail.Id != "cheque" ? $"{name} ({string.Join(", ", rail.Limits.Select(l => l.Currency))})" : name;
    }
}
