using System.Globalization;
using Broadside.Articles;
using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Letters;
using Broadside.Giving.Mine;
using Broadside.Giving.Plans;
using Broadside.Giving.Rails;
using Broadside.Giving.Receipts;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site.Pages;
using Broadside.Site.Subscribing;
using Broadside.Themes;

namespace Broadside.Site.Giving.Mine;

/// <summary>Answers <c>/give/mine</c>: the form that asks for a link, the donor's own page, receipts to print.</summary>
public sealed class MinePage(PageMaker maker, SiteRecord site, RailBoard board, PlanTokens tokens)
{
    /// <summary>The form that asks for the link.</summary>
    public async Task<Page> AskAsync(string? language, string? address, string? fault, CancellationToken cancel)
    {
        var setting = Begin(language);
        var view = new MineView { Action = GiftLetters.Mine, Address = address, Fault = fault is null ? null : setting.Words.Text(fault) };
        var page = await MakeAsync("mine", setting, GiftLetters.Mine, setting.Words.Text("mine.title"), view, cancel);
        return fault is null ? page : page with { Status = StatusCodes.Status422UnprocessableEntity };
    }

    /// <param name="facts">Whose it is.</param>
    /// <param name="said">Key of the words for what was done.</param>
    /// <param name="fault">Key of the words for what was not.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Page> MakeAsync(MineFacts facts, string? said, string? fault, CancellationToken cancel)
    {
        var setting = Begin(facts.Donor.Language);
        var words = setting.Words;
        var view = new MineView
        {
            Action = GiftLetters.Mine,
            Said = said is null ? null : words.Text(said),
            Fault = fault is null ? null : words.Text(fault),
            Who = words.Text("mine.who", ("address", facts.Donor.Email)),
            Plans = [.. facts.Plans.Select(p => Plan(setting, p))],
            Gifts = [.. facts.Receipts.Select(r => Gift(setting, facts, r))],
            Statements = [.. facts.Receipts.Where(r => r.VoidedAt is null).Select(r => (r.Year, r.Recipient)).Distinct().OrderByDescending(s => s.Year).ThenBy(s => s.Recipient, StringComparer.Ordinal).Select(s => Statement(words, facts, s.Recipient, Text(s.Year)))],
            Visibilities = [.. Enum.GetValues<Visibility>().Select(v => new ChoiceField(Word(v), words.Text("mine.visibility." + Word(v)), facts.Gifts.Count > 0 && facts.Gifts[0].Visibility == v))],
            Name = facts.Donor.Name,
        };
        var page = await MakeAsync("mine", setting, GiftLetters.Mine, words.Text("mine.title"), view, cancel);
        return fault is null ? page : page with { Status = StatusCodes.Status422UnprocessableEntity };
    }

    /// <summary>A page of a sentence and perhaps a button.</summary>
    /// <param name="what">As "sent": the words begin so.</param>
    /// <param name="path">The page's own.</param>
    /// <param name="language">Of the words.</param>
    /// <param name="button">Whether it asks for a press.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Page> SayAsync(string what, string path, string? language, bool button, int status, CancellationToken cancel)
    {
        var setting = Begin(language);
        var words = setting.Words;
        var view = new SubscriptionView
        {
            Title = words.Text($"mine.{what}.title"),
            Texts = [words.Text($"mine.{what}.text", ("outlet", setting.Identity.Name))],
            Action = button ? path : null,
            Act = button ? what : null,
            Button = button ? words.Text($"mine.{what}.button") : null,
            Links = button ? [] : [new Link(GiftLetters.Mine, words.Text("mine.title")), new Link(maker.Front(setting), words.Text("subscribe.to_front"))],
        };
        return await MakeAsync("subscription", setting, path, view.Title, view, cancel) with { Status = status };
    }

    /// <summary>One receipt, or all of a year by one recipient, to be printed.</summary>
    public Task<Page> ReceiptAsync(MineFacts facts, IReadOnlyList<Receipt> receipts, string path, string? year, CancellationToken cancel)
    {
        var setting = Begin(facts.Donor.Language);
        var words = setting.Words;
        var recipient = facts.Recipients[receipts[0].Recipient];
        var view = new MineReceiptView
        {
            Title = year is null ? words.Text("mine.receipt", ("number", ReceiptText.Number(receipts[0]))) : words.Text("mine.statement", ("year", year)),
            Outlet = setting.Identity.Name,
            To = words.Text("mine.to", ("recipient", recipient.TaxNumber is null ? recipient.Name : $"{recipient.Name} ({recipient.TaxNumber})")),
            Lines = [.. receipts.Select(r => new MineReceiptLine(ReceiptText.Number(r), setting.When(r.PaidAt).Text, MoneyText.Of(words, new Money(r.Amount, r.Currency))))],
            Sums = receipts.Count < 2 ? [] : [.. receipts.GroupBy(r => r.Currency).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => MoneyText.Of(words, new Money(g.Sum(r => r.Amount), g.Key)))],
            Text = receipts.Select(r => ReceiptText.Tax(r, recipient, words)).MaxBy(t => t.Length)!,
            Void = year is null && receipts[0].VoidedAt is not null ? words.Text("mine.void") : null,
            Back = new Link(GiftLetters.Mine, words.Text("mine.back")),
        };
        return MakeAsync("mine-receipt", setting, path, view.Title, view, cancel);
    }

    private MinePlan Plan(Setting setting, RecurringPlan plan)
    {
        var words = setting.Words;
        var money = new Money(plan.Amount, plan.Currency);
        List<string> state = [words.Text("mine.by", ("rail", RailName(words, plan.Rail, board.Find(plan.Rail)?.Describe().Name))), words.Text("mine.state." + Word(plan.State))];
        if (plan.State == PlanState.Active && plan.NextAt is { } next)
        {
            state.Add(words.Text("mine.next", ("date", setting.When(next).Text)));
        }
        var isOver = plan.State is PlanState.Ended;
        return new MinePlan
        {
            Id = plan.Id,
            What = Every(words, plan),
            State = string.Join(" · ", state),
            IsOver = isOver,
            CanChange = plan.State is PlanState.Active,
            CanResume = plan.State is PlanState.Paused,
            Continue = isOver ? null : "/give/continue/" + tokens.Make(plan.Id),
            AmountLabel = words.Text("mine.amount", ("currency", plan.Currency)),
            Amount = money.ToText().Replace(".", words.Text("number.point"), StringComparison.Ordinal),
        };
    }

    /// <summary>A processor has its own name; what needs none has one in each language.</summary>
    internal static string RailName(Words words, string rail, string? name) => words.Has("mine.rail." + rail.Split(':')[0]) ? words.Text("mine.rail." + rail.Split(':')[0]) : name ?? rail;

    internal static string Every(Words words, RecurringPlan plan) =>
        words.Text("mine.every." + Word(plan.Repeats), ("amount", MoneyText.Of(words, new Money(plan.Amount, plan.Currency))));

    private static Link Statement(Words words, MineFacts facts, string recipient, string year) =>
        new($"{GiftLetters.Mine}/statement/{recipient}/{year}", facts.Recipients.Count < 2 ? words.Text("mine.statement", ("year", year)) : $"{words.Text("mine.statement", ("year", year))}: {facts.Recipients[recipient].Name}");

    private static MineGift Gift(Setting setting, MineFacts facts, Receipt receipt)
    {
        var gift = facts.Gifts.First(g => g.Id == receipt.Gift);
        return new MineGift
        {
            Receipt = new Link($"{GiftLetters.Mine}/receipt/{receipt.Recipient}/{Text(receipt.Year)}/{Text(receipt.Number)}", setting.Words.Text("mine.receipt", ("number", ReceiptText.Number(receipt)))),
            Date = setting.When(receipt.PaidAt).Text,
            Amount = MoneyText.Of(setting.Words, new Money(receipt.Amount, receipt.Currency)),
            Purpose = facts.Funds.GetValueOrDefault(gift.Fund, gift.Fund),
            Void = receipt.VoidedAt is null ? null : setting.Words.Text("mine.void"),
        };
    }

    private Setting Begin(string? language) =>
        maker.Begin(new PageNotes(), language is { Length: >= 2 and <= 12 } && language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? language : site.Read<Identity>(Identity.Part).Language);

    private async Task<Page> MakeAsync(string template, Setting setting, string path, string title, object view, CancellationToken cancel)
    {
        var head = maker.Head(setting, title, null) with { NoIndex = true };
        return await maker.MakeAsync(template, setting, maker.Frame(setting, path) with { Subscribe = null }, head, view, path, cancel);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // "past_due" of PastDue.
    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
