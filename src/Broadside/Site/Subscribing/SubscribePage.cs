using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site.Pages;
using Broadside.Subscribers;
using Microsoft.AspNetCore.Http;

namespace Broadside.Site.Subscribing;

/// <summary>Answers <c>/subscribe</c>: the form, the form with what is missing, or "look into your mailbox".</summary>
public sealed class SubscribePage(PageMaker maker, OfferChoices offer, SignUpLimit limit, SignUpQuestion question, SiteRecord site)
{
    public const string Path = "/subscribe";

    /// <summary>The form as it stands at first.</summary>
    public Task<Page> MakeAsync(string? language, CancellationToken cancel) =>
        MakeAsync(new SignUp { Address = "", Language = language }, null, isSent: false, cancel);

    /// <param name="wish">What was typed.</param>
    /// <param name="refusal">Why it was not taken.</param>
    /// <param name="isSent">It was taken.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Page> MakeAsync(SignUp wish, Refusal? refusal, bool isSent, CancellationToken cancel)
    {
        var setting = maker.Begin(new PageNotes(), Known(wish.Language) ?? site.Read<Identity>(Identity.Part).Language);
        var words = setting.Words;
        var asked = !isSent && limit.Asks ? question.Ask() : null;
        var view = new SubscribeView
        {
            Action = Path,
            Promise = Promise(setting),
            IsSent = isSent,
            Fault = refusal is null ? null : words.Text(refusal.Message),
            Address = wish.Address,
            Question = asked is null ? null : words.Text("subscribe.question", ("first", words.Number(asked.First)), ("second", words.Number(asked.Second))),
            Paper = asked?.Paper,
            Fields = offer.Of(words, wish.Cadence, [.. wish.Topics], words.Language, wish.Zone, wish.Hour),
        };
        var head = maker.Head(setting, words.Text(isSent ? "subscribe.sent" : "subscribe.title"), Path) with { NoIndex = isSent || refusal is not null };
        var page = await maker.MakeAsync("subscribe", setting, maker.Frame(setting, Path) with { Subscribe = null }, head, view, Path, cancel);
        return refusal is null ? page : page with { Status = refusal.Code == AskToSubscribe.Closed ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity };
    }

    /// <summary>What a form in that language promises.</summary>
    public string Promise(string? language) => Promise(maker.Begin(new PageNotes(), Known(language) ?? site.Read<Identity>(Identity.Part).Language));

    private static string Promise(Setting setting) => setting.Words.Text("subscribe.promise", ("outlet", setting.Identity.Name));

    private static string? Known(string? language) => language is { Length: >= 2 and <= 12 } && language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? language : null;
}
