using Broadside.Giving;
using Broadside.Giving.Gifts;
using Broadside.Giving.Guarding;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Giving.References;
using Broadside.Kit;
using Broadside.Site.Pages;
using Broadside.Themes;
using Microsoft.AspNetCore.Http;

namespace Broadside.Site.Giving;

/// <summary>The pages after the form. Each belongs to one donor, is told truly and is kept nowhere.</summary>
public sealed class GiveSteps(PageMaker maker, GivePage form, RailChoices rails, FormTokens tokens, GiftGuard guard, GiftAddress addresses)
{
    public const string AgainPath = "/give/again";
    public const string SentPath = "/give/sent";

    public string ThanksPath(string attempt) => "/give/thanks/" + addresses.Of(attempt);

    public string BackPath(string attempt) => "/give/back/" + addresses.Of(attempt);

    public string HowPath(string attempt) => "/give/how/" + addresses.Of(attempt);

    /// <summary>The page whose one link opens the rail: a form may not lead off this site.</summary>
    public Task<Page> OpenAsync(Gift gift, Attempt attempt, Uri url, string path, CancellationToken cancel)
    {
        var setting = form.Begin(gift.Language);
        var words = setting.Words;
        setting.Notes.Allow([url.IdnHost]);
        return MakeAsync(setting, path, new GiveStepView
        {
            Title = words.Text("give.open.title"),
            Texts = [words.Text("give.open.text", ("host", url.Authority), ("outlet", setting.Identity.Name))],
            Rows = Rows(setting, gift),
            Open = new Link(url.AbsoluteUri, words.Text("give.open.button", ("host", url.Authority))),
            Links = [new(BackPath(attempt.Id), words.Text("give.open.other"))],
        }, cancel);
    }

    /// <summary>Whether a rail leads where it says that it leads.</summary>
    public bool IsItsPage(string rail, Uri url) => rails.Find(rail) is { } about && (about.Hosts.Count == 0 || about.Hosts.Contains(url.Authority) || about.Hosts.Contains(url.IdnHost));

    /// <summary>The rail is down: the next one of the same recipient, one button, every choice kept.</summary>
    public Task<Page> DownAsync(Gift gift, Attempt attempt, bool isUnknown, string? next, string path, CancellationToken cancel)
    {
        var setting = form.Begin(gift.Language);
        var words = setting.Words;
        var (tried, other) = (rails.Find(attempt.Rail), next is null ? null : rails.Find(next));
        var texts = new List<string> { words.Text(isUnknown ? "give.down.unknown" : "give.down.text") };
        if (other is null)
        {
            texts.Add(words.Text("give.down.none", ("reference", GiftReference.Print(gift.Reference))));
        }
        return MakeAsync(setting, path, new GiveStepView
        {
            Title = tried is { Name: "Card" } ? words.Text("give.down.card") : words.Text("give.down.title", ("rail", tried is null ? attempt.Rail : rails.Name(words, tried))),
            Texts = texts,
            Rows = Rows(setting, gift),
            Action = other is null ? null : AgainPath,
            Button = other is null ? "" : words.Text("give.down.button", ("rail", rails.Name(words, other))),
            Rail = next ?? "",
            Attempt = addresses.Of(attempt.Id),
            Token = tokens.New(),
            Links = [new(BackPath(attempt.Id), words.Text("give.open.other"))],
        }, cancel);
    }

    /// <summary>The donor turned back, or a rail would not take what they have: the same gift by another way.</summary>
    /// <param name="gift">What was chosen.</param>
    /// <param name="attempt">The start that came to nothing.</param>
    /// <param name="why">Key of the words that say what happened.</param>
    /// <param name="fault">What has to be put right.</param>
    /// <param name="chosen">A rail that was chosen already.</param>
    /// <param name="path">The page's own.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Page> ChooseAsync(Gift gift, Attempt attempt, string why, Refusal? fault, string? chosen, string path, CancellationToken cancel)
    {
        var setting = form.Begin(gift.Language);
        var words = setting.Words;
        var ways = rails.For(gift.Recipient, gift.Total(), gift.Repeats, gift.Country);
        var asked = fault?.Code == GiftGuard.Question ? guard.Ask() : null;
        var first = chosen ?? attempt.Rail;
        var page = await MakeAsync(setting, path, new GiveStepView
        {
            Title = words.Text(why + ".title"),
            Texts = [words.Text(why + ".text")],
            Rows = Rows(setting, gift),
            Action = ways.Count == 0 ? null : AgainPath,
            Button = words.Text("give.go-on"),
            Rails = [.. ways.Select((w, i) => new GiveRail(w.Id, rails.Name(words, w), w.Flow == Flow.HostedRedirect && w.Hosts.Count > 0 ? words.Text("give.at", ("host", w.Hosts[0])) : null, null, ways.Any(x => x.Id == first) ? w.Id == first : i == 0))],
            Attempt = addresses.Of(attempt.Id),
            Token = tokens.New(),
            Fault = fault is null ? null : words.Text(fault.Message),
            Question = asked is null ? null : words.Text("subscribe.question", ("first", words.Number(asked.First)), ("second", words.Number(asked.Second))),
            Paper = asked?.Paper,
            Links = [new(GivePage.Path, words.Text("give.anew"))],
        }, cancel);
        return fault is null ? page : page with { Status = StatusCodes.Status422UnprocessableEntity };
    }

    /// <summary>What to transfer, or what to write on a cheque; null where the signed record knows no such account.</summary>
    public async Task<Page?> HowAsync(Gift gift, Attempt attempt, string path, CancellationToken cancel)
    {
        var setting = form.Begin(gift.Language);
        var (words, details) = (setting.Words, rails.Details);
        var cheque = attempt.Rail == "cheque" ? details.Cheques.FirstOrDefault(c => c.Recipient == gift.Recipient) : null;
        var bank = details.Banks.FirstOrDefault(b => b.Rail == attempt.Rail);
        if (cheque is null && bank is null)
        {
            return null;
        }
        var kind = bank is null ? "cheque" : gift.Repeats == Interval.Once ? "bank" : "standing";
        return await MakeAsync(setting, path, new GiveStepView
        {
            Title = words.Text($"give.{kind}.title"),
            Texts = [words.Text($"give.{kind}.text", ("outlet", setting.Identity.Name))],
            Accounts = [bank is null ? TransferAccounts.Cheque(words, cheque!, gift.Total(), gift.Reference) : TransferAccounts.Bank(words, bank, gift.Total(), gift.Reference)],
            Rows = Rows(setting, gift),
            Slip = words.Text("give.slip", ("outlet", setting.Identity.Name)),
            Action = SentPath,
            Button = words.Text("give.sent.button"),
            Attempt = addresses.Of(attempt.Id),
            Links = [new(BackPath(attempt.Id), words.Text("give.open.other"))],
        }, cancel);
    }

    /// <summary>What stands with a gift, as the books and the rail have told.</summary>
    public Task<Page> ThanksAsync(SeenAttempt seen, string path, CancellationToken cancel)
    {
        var setting = form.Begin(seen.Gift.Language);
        var words = setting.Words;
        var isTransfer = rails.Find(seen.Attempt.Rail) is { Flow: Flow.Instructions } || seen.Attempt.Rail == "cheque" || seen.Attempt.Rail.StartsWith("bank:", StringComparison.Ordinal);
        var state = seen.State == GiftState.Paid ? (seen.HasPlan ? "plan" : "paid")
            : seen.Attempt.State == AttemptState.Pending ? (isTransfer ? "sent" : "pending")
            : seen.Attempt.State is AttemptState.Failed or AttemptState.Expired ? "failed"
            : isTransfer ? "awaited" : "unseen";
        var links = new List<Link>();
        if (state is "unseen" or "pending" or "sent" or "awaited")
        {
            links.Add(new(path, words.Text("give.thanks.look")));
        }
        if (isTransfer && state is "sent" or "awaited")
        {
            links.Add(new(HowPath(seen.Attempt.Id), words.Text("give.thanks.how")));
        }
        if (state is "failed" or "unseen")
        {
            links.Add(new(BackPath(seen.Attempt.Id), words.Text("give.open.other")));
        }
        links.Add(new(maker.Front(setting), words.Text("subscribe.to_front")));
        return MakeAsync(setting, path, new GiveStepView
        {
            Title = words.Text($"give.thanks.{state}.title"),
            Texts = [words.Text($"give.thanks.{state}.text", ("outlet", setting.Identity.Name), ("reference", GiftReference.Print(seen.Gift.Reference)))],
            Rows = [.. Rows(setting, seen.Gift), new(words.Text("give.how.reference"), GiftReference.Print(seen.Gift.Reference), IsNumber: true)],
            Links = links,
        }, cancel);
    }

    /// <summary>For a program that filled in what people do not see.</summary>
    public Task<Page> NobodyAsync(string? language, CancellationToken cancel)
    {
        var setting = form.Begin(language);
        return MakeAsync(setting, GivePage.Path, new GiveStepView { Title = setting.Words.Text("give.nobody") }, cancel);
    }

    private List<TransferRow> Rows(Setting setting, Gift gift)
    {
        var words = setting.Words;
        var total = MoneyText.Of(words, gift.Total());
        var rows = new List<TransferRow> { new(words.Text("give.row.amount"), gift.Repeats == Interval.Once ? total : words.Text("give.each." + gift.Repeats.ToString().ToLowerInvariant(), ("amount", total)), IsNumber: true) };
        if (gift.Cover > 0)
        {
            rows.Add(new(words.Text("give.row.cover"), MoneyText.Of(words, new Money(gift.Cover, gift.Currency)), IsNumber: true));
        }
        if (rails.Details.Recipients.FirstOrDefault(r => r.Id == gift.Recipient) is { } recipient)
        {
            rows.Add(new(words.Text("give.row.recipient"), recipient.Name));
        }
        return rows;
    }

    private async Task<Page> MakeAsync(Setting setting, string path, GiveStepView view, CancellationToken cancel)
    {
        var head = maker.Head(setting, view.Title, null) with { NoIndex = true };
        return await maker.MakeAsync("give-step", setting, maker.Frame(setting, path) with { Subscribe = null }, head, view with { Language = setting.Words.Language }, path, cancel);
    }
}
