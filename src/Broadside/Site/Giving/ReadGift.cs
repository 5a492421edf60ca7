using System.Globalization;
using Broadside.Giving;
using Broadside.Giving.Gifts;
using Broadside.Giving.Offer;
using Broadside.Giving.Rails;
using Broadside.Kit;
using Broadside.Subscribers;
using Broadside.Themes;

namespace Broadside.Site.Giving;

/// <summary>Reads what a donor sent: an amount by the signs of their language, and everything that is wrong at once, each at its field.</summary>
public sealed class ReadGift(RailChoices rails, GiftOffer offer, GivingSettings settings)
{
    /// <summary>Either a gift to begin, or what has to be put right.</summary>
    public (GiftForm? Form, IReadOnlyList<Refusal> Faults) Run(GiveInput input, Words words, GiftPages pages)
    {
        var faults = new List<Refusal>();
        var amount = Amount(input, words);
        var rail = rails.Find(input.Rail);
        if (!Currencies.Has(input.Currency))
        {
            faults.Add(new Refusal("currency", "give.currency", "currency"));
        }
        else if (amount is null)
        {
            faults.Add(new Refusal("amount", input.Own.Length == 0 && input.Choice is "" or "own" ? "give.no-amount" : "give.bad-amount", "own"));
        }
        else if (amount.Value.Minor < Least(input.Currency).Minor)
        {
            faults.Add(new Refusal("amount", "give.amount", "own"));
        }
        if (rail is null)
        {
            faults.Add(new Refusal("rail", "give.no-rail", "rail"));
        }
        else if (amount is { } money && faults.Count == 0 && RailFault(rail, money, Repeats(input)) is { } refusal)
        {
            faults.Add(refusal);
        }
        if (input.Email.Length > 0 && (SubscriberAddress.From(input.Email) is null || FindDonor.Key(input.Email) is null))
        {
            faults.Add(new Refusal("email", "subscribe.bad_address", "email"));
        }
        var (name, tribute) = (DonorText.Clean(input.Name, DonorText.LongestName), DonorText.Clean(input.Tribute, DonorText.LongestTribute));
        if (DonorText.HasLink(name))
        {
            faults.Add(new Refusal("name", "give.link", "name"));
        }
        if (DonorText.HasLink(tribute))
        {
            faults.Add(new Refusal("tribute", "give.link", "tribute"));
        }
        var visibility = input.Visibility switch { "name" => Visibility.Name, "first" => Visibility.FirstName, _ => Visibility.Anonymous };
        if (visibility != Visibility.Anonymous && name is null)
        {
            faults.Add(new Refusal("name", "give.no-name", "name"));
        }
        if (input.Country.Length > 0 && !Countries.Has(input.Country))
        {
            faults.Add(new Refusal("country", "give.country-unknown", "country"));
        }
        return faults.Count > 0 ? (null, faults) : (Form(input, words, pages, amount!.Value, rail!, visibility) with { Name = name, Tribute = tribute }, []);
    }

    /// <summary>The smallest gift.</summary>
    public Money Least(string currency) => Money.Parse(settings.Least.ToString(CultureInfo.InvariantCulture), currency, CultureInfo.InvariantCulture)!.Value;

    /// <summary>What was typed; else the suggestion that was chosen.</summary>
    public static Money? Amount(GiveInput input, Words words) =>
        input.Own.Length > 0 ? MoneyText.Read(words, input.Own, input.Currency) : Money.Parse(input.Choice, input.Currency, CultureInfo.InvariantCulture);

    public static Interval Repeats(GiveInput input) => input.Repeats switch { "monthly" => Interval.Monthly, "annual" => Interval.Annual, _ => Interval.Once };

    /// <summary>What is to be added so that all of the amount arrives; null: this rail takes nothing.</summary>
    public static Money? CoverOf(RailDescriptor rail, Money amount)
    {
        var fixedFee = rail.Limits.FirstOrDefault(l => l.Currency == amount.Currency)?.FixedFee ?? 0;
        return amount.Minor <= 0 || (rail.FeeBasisPoints == 0 && fixedFee == 0) ? null : CoverFee.Gross(amount, rail.FeeBasisPoints, fixedFee) - amount;
    }

    private GiftForm Form(GiveInput input, Words words, GiftPages pages, Money amount, RailDescriptor rail, Visibility visibility) => new(input.Token, amount, rail.Id, pages)
    {
        Cover = input.Cover ? CoverOf(rail, amount) : null,
        Repeats = Repeats(input),
        Fund = input.Fund.Length > 0 ? input.Fund : null,
        Campaign = input.Campaign.Length > 0 ? input.Campaign : null,
        Visibility = visibility,
        Email = input.Email.Length > 0 ? input.Email : null,
        Country = input.Country.Length > 0 ? input.Country : null,
        Language = words.Language,
    };

    private Refusal? RailFault(RailDescriptor rail, Money amount, Interval repeats)
    {
        if (rail.Limits.FirstOrDefault(l => l.Currency == amount.Currency) is not { } limit)
        {
            return new Refusal("rail", "give.other-currency", "rail");
        }
        if (repeats != Interval.Once && rail.Recurring == Recurring.None)
        {
            return new Refusal("rail", "give.once-only", "rail");
        }
        return amount.Minor > limit.Most ? new Refusal("amount", "give.too-much", "own") : amount.Minor < limit.Least ? new Refusal("amount", "give.amount", "own") : null;
    }

    /// <summary>What the general fund or the one that was named takes; null: nothing is set up.</summary>
    public Fund? FundOf(string fund, OfferedCampaign? campaign)
    {
        var wanted = fund.Length > 0 ? fund : campaign?.Campaign.Fund;
        return offer.Funds.FirstOrDefault(f => f.Id == wanted) ?? offer.Funds.FirstOrDefault(f => f.Id == Broadside.Giving.Ledger.Accounts.GeneralFund) ?? (offer.Funds.Count > 0 ? offer.Funds[0] : null);
    }
}
