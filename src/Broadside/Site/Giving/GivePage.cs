using System.Net;
using Broadside.Articles;
using Broadside.Giving;
using Broadside.Giving.Gifts;
using Broadside.Giving.Guarding;
using Broadside.Giving.Offer;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site.Pages;
using Broadside.Site.Subscribing;
using Broadside.Themes;
using Microsoft.AspNetCore.Http;

namespace Broadside.Site.Giving;

/// <summary>Answers <c>/give</c>: everything on one page, made from memory. No network and no database, so that it is there while every rail is dead.</summary>
public sealed class GivePage(PageMaker maker, RailChoices rails, ReadGift read, GiftOffer offer, GiftGuard guard, FormTokens tokens, GivingSettings settings, SiteRecord site)
{
    public const string Path = "/give";

    /// <param name="input">What the address asks for, or what was sent.</param>
    /// <param name="faults">What has to be put right; none at first.</param>
    /// <param name="from">Who asks, for the question alone.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Page> MakeAsync(GiveInput input, IReadOnlyList<Refusal> faults, IPAddress? from, CancellationToken cancel)
    {
        var setting = Begin(input.Language);
        var view = View(setting, input, faults, from);
        var head = maker.Head(setting, view.Title, Path) with { NoIndex = faults.Count > 0 };
        var page = await maker.MakeAsync("give", setting, maker.Frame(setting, Path, Languages(setting)) with { Subscribe = null }, head, view, Path, cancel);
        return faults.Count == 0 ? page : page with { Status = StatusCodes.Status422UnprocessableEntity };
    }

    public Setting Begin(string? language) => maker.Begin(new PageNotes(), Known(language) ?? site.Read<Identity>(Identity.Part).Language);

    private GiveView View(Setting setting, GiveInput input, IReadOnlyList<Refusal> faults, IPAddress? from)
    {
        var (words, details) = (setting.Words, rails.Details);
        var asked = input.Campaign.Length > 0 ? offer.Find(input.Campaign) : input.Fund.Length > 0 ? null : offer.Running;
        var isOver = asked is not null && !offer.IsOpen(asked);
        var campaign = isOver ? null : asked;
        var fund = read.FundOf(isOver ? "" : input.Fund, campaign);
        var ways = fund is null ? [] : rails.Of(fund.Recipient);
        var title = campaign?.Campaign.Title ?? words.Text("give.title", ("outlet", setting.Identity.Name));
        if (fund is null || ways.Count == 0 || !RailChoices.IsSetUp(details))
        {
            return new GiveView { Title = words.Text("give.title", ("outlet", setting.Identity.Name)), Intro = words.Text("give.closed", ("outlet", setting.Identity.Name)), Links = [new(maker.Front(setting), words.Text("subscribe.to_front"))] };
        }
        var currencies = CurrenciesOf(ways);
        var currency = currencies.Contains(input.Currency) ? input.Currency : campaign is not null && currencies.Contains(campaign.Campaign.Currency) ? campaign.Campaign.Currency : currencies[0];
        input = input with { Currency = currency };
        var suggested = GiveSuggestions.Of(settings, currency).Where(m => m.Minor >= read.Least(currency).Minor).ToList();
        var amount = ReadGift.Amount(input, words) is { Minor: > 0 } money ? money : (Money?)null;
        var question = guard.Asks(from) || faults.Any(f => f.Code == GiftGuard.Question) ? guard.Ask() : null;
        var recipient = details.Recipients.FirstOrDefault(r => r.Id == fund.Recipient);
        var own = FundsFor(words, fund, campaign);
        bool IsWrong(string field) => faults.Any(f => f.Field == field);
        return new GiveView
        {
            Title = title,
            IsOpen = true,
            Intro = words.Text("give.intro", ("outlet", setting.Identity.Name)),
            Campaign = campaign is null ? null : GiveCampaigns.View(setting, campaign, withNames: true),
            Notice = isOver ? words.Text("give.campaign-over", ("title", asked!.Campaign.Title), ("fund", FundName(words, fund))) : null,
            Faults = [.. faults.Where(f => f.Code != "campaign-over").Select(f => new GiveFault(Anchor(f.Field, own.Count > 1, currencies.Count > 1), Say(words, f, currency, fund)))],
            Action = Path,
            Token = tokens.Look(input.Token) is FormTokenState.Good or FormTokenState.TooSoon && faults.Count > 0 ? input.Token : tokens.New(),
            Language = words.Language,
            CampaignId = campaign?.Campaign.Id ?? "",
            Intervals = [.. new[] { "once", "monthly", "annual" }.Where(i => i == "once" || ways.Any(w => w.Recurring != Recurring.None)).Select(i => new ChoiceField(i, words.Text("give.repeats." + i), i == input.Repeats || (i == "once" && input.Repeats is not ("monthly" or "annual"))))],
            Amounts = [.. suggested.Select((m, i) => new ChoiceField(m.ToText(), MoneyText.Of(words, m), input.Own.Length == 0 && (input.Choice == m.ToText() || (faults.Count == 0 && input.Choice.Length == 0 && i == suggested.Count / 2))))],
            IsOwn = input.Own.Length > 0 || input.Choice == "own",
            Own = input.Own,
            OwnHint = words.Text("give.own-hint", ("least", MoneyText.Of(words, read.Least(currency)))),
            Currency = currency,
            Currencies = currencies.Count < 2 ? [] : [.. currencies.Select(c => new ChoiceField(c, c, c == currency))],
            Funds = own,
            Fund = campaign is not null && input.Fund.Length == 0 ? "" : fund.Id,
            HasCover = ways.Any(w => w.FeeBasisPoints > 0),
            IsCover = input.Cover,
            Rails = [.. ways.Select((w, i) => Rail(words, w, amount is null ? suggested : [amount.Value], currency, input.Rail.Length == 0 ? i == 0 : w.Id == input.Rail, currencies.Count > 1))],
            Email = input.Email,
            Name = input.Name,
            Tribute = input.Tribute,
            Visibilities = [.. new[] { "anonymous", "first", "name" }.Select(v => new ChoiceField(v, words.Text("give.visibility." + v), v == input.Visibility || (v == "anonymous" && input.Visibility is not ("first" or "name"))))],
            Countries = Countries.Of(input.Country),
            ShowsMore = input.Tribute.Length > 0 || input.Country.Length > 0 || IsWrong("tribute") || IsWrong("country"),
            Recipient = recipient is null ? "" : words.Text(recipient.TaxNumber is { Length: > 0 } ? "give.recipient-number" : "give.recipient", ("name", recipient.Name), ("number", recipient.TaxNumber ?? "")),
            Tax = words.Text(recipient?.TaxStatus == TaxStatus.Deductible ? "give.tax.deductible" : "give.tax.none"),
            Question = question is null ? null : words.Text("subscribe.question", ("first", words.Number(question.First)), ("second", words.Number(question.Second))),
            Paper = question?.Paper,
            AmountIsWrong = IsWrong("own") || IsWrong("currency"),
            RailIsWrong = IsWrong("rail"),
            EmailIsWrong = IsWrong("email"),
            NameIsWrong = IsWrong("name"),
            TributeIsWrong = IsWrong("tribute"),
            AnswerIsWrong = IsWrong("answer"),
            Links = [.. Elsewhere(words, fund, campaign), .. OfflineGiving.Has(details) ? new Link[] { new(OfflineGiving.PathOf(setting), words.Text("give.offline.link")) } : []],
        };
    }

    // What only another recipient takes has a page of its own: it says who gets the money.
    private IEnumerable<Link> Elsewhere(Words words, Fund fund, OfferedCampaign? campaign)
    {
        if (campaign is not null)
        {
            yield return new Link($"{Path}?fund={Uri.EscapeDataString(Broadside.Giving.Ledger.Accounts.GeneralFund)}", words.Text("give.without-campaign"));
        }
        foreach (var other in offer.Funds.Where(f => f.Recipient != fund.Recipient))
        {
            yield return new Link($"{Path}?fund={Uri.EscapeDataString(other.Id)}", words.Text("give.other-fund", ("fund", FundName(words, other))));
        }
    }

    // What is not on the page cannot be led to.
    private static string Anchor(string? field, bool hasFunds, bool hasCurrencies) => field is null or "campaign" || (field == "fund" && !hasFunds) || (field == "currency" && !hasCurrencies) ? "give" : field;

    private List<ChoiceField> FundsFor(Words words, Fund fund, OfferedCampaign? campaign)
    {
        var own = offer.Funds.Where(f => f.Recipient == fund.Recipient).ToList();
        return own.Count < 2 || campaign is not null ? [] : own.ConvertAll(f => new ChoiceField(f.Id, FundName(words, f), f.Id == fund.Id));
    }

    private GiveRail Rail(Words words, RailDescriptor rail, IReadOnlyList<Money> amounts, string currency, bool isChosen, bool hasCurrencies)
    {
        var takes = rail.Limits.Any(l => l.Currency == currency);
        var notes = new List<string>();
        if (rail.Flow == Flow.HostedRedirect && rail.Hosts.Count > 0)
        {
            notes.Add(words.Text("give.at", ("host", rail.Hosts[0])));
        }
        else if (rail.Flow == Flow.Instructions)
        {
            notes.Add(words.Text(rail.Id == "cheque" ? "give.by.cheque-hint" : "give.by.bank-hint"));
        }
        if (rail.Recurring == Recurring.None)
        {
            notes.Add(words.Text("give.by.once"));
        }
        if (hasCurrencies && (!takes || rail.Limits.Count == 1))
        {
            notes.Add(words.Text("give.by.currencies", ("list", string.Join(", ", rail.Limits.Select(l => l.Currency)))));
        }
        var fees = takes ? amounts.Select(a => (Amount: a, Cover: ReadGift.CoverOf(rail, a))).Where(f => f.Cover is not null).Select(f => words.Text("give.fee-of", ("fee", MoneyText.Of(words, f.Cover!.Value)), ("amount", MoneyText.Of(words, f.Amount)))).ToList() : [];
        return new GiveRail(rail.Id, rails.Name(words, rail), notes.Count == 0 ? null : string.Join(" ", notes), fees.Count == 0 ? null : words.Text("give.fee", ("fees", string.Join(words.Text("list.comma"), fees))), isChosen);
    }

    private IReadOnlyList<string> CurrenciesOf(IReadOnlyList<RailDescriptor> ways) =>
        [.. ways.SelectMany(w => w.Limits).Select(l => l.Currency).Distinct(StringComparer.Ordinal).OrderBy(c => c != settings.Currency).ThenBy(c => c, StringComparer.Ordinal)];

    private string Say(Words words, Refusal fault, string currency, Fund fund) =>
        words.Text(fault.Message, ("least", MoneyText.Of(words, read.Least(currency))), ("fund", FundName(words, fund)), ("example", MoneyText.Number(words, new Money(Currencies.Decimals(currency) == 0 ? 1250 : 1050, currency))));

    private static string FundName(Words words, Fund fund) => fund.Id == Broadside.Giving.Ledger.Accounts.GeneralFund && fund.Name == "General" ? words.Text("give.general") : fund.Name;

    private static string? Known(string? language) => language is { Length: >= 2 and <= 12 } && language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? language : null;

    // The page speaks every language of the interface that the outlet has.
    private IReadOnlyList<Link> Languages(Setting setting) =>
        [.. maker.Frame(setting, Path).Languages.Select(l => l with { Href = $"{Path}?lang={l.Language}", IsCurrent = l.Language == setting.Words.Language })];
}
