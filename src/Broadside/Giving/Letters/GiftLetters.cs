using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Payees;
using Broadside.Giving.Plans;
using Broadside.Giving.Rails;
using Broadside.Giving.Receipts;
using Broadside.Giving.References;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Themes;
using Words = Broadside.Themes.Words;

namespace Broadside.Giving.Letters;

/// <summary>The mails to donors, in their language. Their words stand with the theme's. They say what is posted, and nothing that is only hoped for.</summary>
public sealed class GiftLetters(Theme theme, IOutlet outlet, BaseAddress address, PlanTokens tokens)
{
    public const string Mine = "/give/mine";

    private const string Group = "gift_letter";

    /// <param name="to">The donor.</param>
    /// <param name="receipt">Of a posted payment.</param>
    /// <param name="gift">That was paid.</param>
    /// <param name="recipient">Who got it.</param>
    /// <param name="replaces">The receipt in whose place it stands; null: the first.</param>
    public NewLetter Receipt(Addressee to, Receipt receipt, Gift gift, RecipientCard recipient, Receipt? replaces)
    {
        var words = In(to.Language);
        var number = ReceiptText.Number(receipt);
        var text = Begin(words)
            .Say(replaces is null ? "receipt.text" : "receipt.again", ("amount", Money(words, receipt.Amount, receipt.Currency)), ("date", Date(words, receipt.PaidAt)), ("old", replaces is null ? "" : ReceiptText.Number(replaces)));
        if (replaces is null && gift.Repeats != Interval.Once)
        {
            text.Say("receipt." + gift.Repeats.ToString().ToLowerInvariant());
        }
        text.Say("receipt.number", ("number", number), ("recipient", Named(recipient))).Add(ReceiptText.Tax(receipt, recipient, words));
        return Make(GiftLetterKind.Receipt, to, words, End(text), text.Of(replaces is null ? "receipt.subject" : "receipt.subject_again", ("number", number)));
    }

    public NewLetter Refund(Addressee to, Fact refund)
    {
        var words = In(to.Language);
        var amount = MoneyText.Of(words, refund.Amount);
        var text = Begin(words).Say("refund.text", ("amount", amount), ("date", Date(words, refund.At))).Say("refund.receipt");
        return Make(GiftLetterKind.Refund, to, words, End(text), text.Of("refund.subject", ("amount", amount)));
    }

    /// <param name="bank">As the signed record has it.</param>
    public NewLetter Reminder(Addressee to, Gift gift, BankAccount bank)
    {
        var words = In(to.Language);
        var number = Iban.TryRead(bank.Number, out var iban) ? Iban.Print(iban) : bank.Number;
        var text = Begin(words)
            .Say("reminder.text", ("amount", MoneyText.Of(words, gift.Total())), ("date", Date(words, gift.CreatedAt)))
            .Say("reminder.account", ("holder", bank.Holder), ("number", number), ("reference", gift.Reference))
            .Say("reminder.once");
        return Make(GiftLetterKind.Reminder, to, words, text, text.Of("reminder.subject"));
    }

    public NewLetter Statement(Addressee to, int year, RecipientCard recipient, IReadOnlyList<Receipt> receipts)
    {
        var words = In(to.Language);
        var number = year.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var text = Begin(words).Say("statement.text", ("year", number), ("recipient", Named(recipient)));
        foreach (var receipt in receipts)
        {
            text.Say("statement.line", ("number", ReceiptText.Number(receipt)), ("date", Date(words, receipt.PaidAt)), ("amount", Money(words, receipt.Amount, receipt.Currency)));
        }
        text.Say("statement.sum", ("amount", words.Together([.. receipts.GroupBy(r => r.Currency).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Money(words, g.Sum(r => r.Amount), g.Key))])));
        text.Add(receipts.Select(r => ReceiptText.Tax(r, recipient, words)).MaxBy(t => t.Length)!);
        return Make(GiftLetterKind.Statement, to, words, End(text), text.Of("statement.subject", ("year", number)));
    }

    public NewLetter Ended(Addressee to, RecurringPlan plan)
    {
        var words = In(to.Language);
        var text = Begin(words).Say("ended.text", ("amount", Money(words, plan.Amount, plan.Currency))).Say("ended.thanks");
        return Make(GiftLetterKind.Ended, to, words, End(text), text.Of("ended.subject"));
    }

    /// <summary>That a plan cannot go on as it is, and how it can.</summary>
    /// <param name="reason">"cut", "failed" or "ready": the words begin so.</param>
    /// <param name="to">The donor.</param>
    /// <param name="plans">All of theirs that it concerns.</param>
    /// <param name="day">Which of the mails about it, by its day; 0: the first.</param>
    public NewLetter Plans(string reason, Addressee to, IReadOnlyList<RecurringPlan> plans, int day)
    {
        var words = In(to.Language);
        var text = Begin(words).Say($"{reason}.text").Say(day == 0 ? $"{reason}.what" : $"{reason}.again");
        foreach (var plan in plans)
        {
            text.Link("plan_link." + plan.Repeats.ToString().ToLowerInvariant(), ContinueLink(plan.Id), ("amount", Money(words, plan.Amount, plan.Currency)));
        }
        // Nobody knows better than the donor that they have moved already: twice is worse than never.
        return Make("plan " + reason, to, words, text.Say($"{reason}.else"), text.Of($"{reason}.subject")) with { Doubt = Doubt.Hold };
    }

    /// <summary>The link by which one comes to one's own page, good once and for a quarter of an hour.</summary>
    public NewLetter Enter(Addressee to, string secret)
    {
        var words = In(to.Language);
        var text = Begin(words).Say("enter.text").Link("enter.link", address.Absolute($"{Mine}/open/{secret}")).Say("enter.else");
        return Make("mine", to, words, text, text.Of("enter.subject"));
    }

    public string ContinueLink(string plan) => address.Absolute("/give/continue/" + tokens.Make(plan));

    private LetterText Begin(Words words) => new(words, outlet.Name, Group);

    private LetterText End(LetterText text) => text.Link("mine_link", address.Absolute(Mine));

    private Words In(string language) => theme.Vocabulary.For(language);

    private string Date(Words words, DateTimeOffset at) => words.When(at, outlet.Zone).Text;

    private static string Money(Words words, long minor, string currency) => MoneyText.Of(words, new Money(minor, currency));

    private static string Named(RecipientCard recipient) => recipient.TaxNumber is null ? recipient.Name : $"{recipient.Name} ({recipient.TaxNumber})";

    private static NewLetter Make(GiftLetterKind kind, Addressee to, Words words, LetterText text, string subject) =>
        Make("gift " + kind.ToString().ToLowerInvariant(), to, words, text, subject);

    private static NewLetter Make(string kind, Addressee to, Words words, LetterText text, string subject) => new()
    {
        Kind = kind,
        To = to.Email,
        Subject = subject,
        Text = text.Plain,
        Html = text.Html(subject),
        Language = words.Language,
    };
}
