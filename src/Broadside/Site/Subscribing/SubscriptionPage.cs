using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Pages;
using Broadside.Subscribers;
using Broadside.Themes;
using Microsoft.AspNetCore.Http;

namespace Broadside.Site.Subscribing;

/// <summary>The small pages that the links of mails lead to: confirm, leave, and that there is nothing here any more.</summary>
public sealed class SubscriptionPage(PageMaker maker, Choices choices, SiteRecord site)
{
    /// <summary>Asks for the press of a button: that a link was opened, by a person or by a machine that looks at mail, changes nothing.</summary>
    /// <param name="what">"confirm" or "leave": the words begin so.</param>
    /// <param name="path">Where the button leads; the page's own.</param>
    /// <param name="subscriber">Whose it is.</param>
    /// <param name="cancel">Ends it.</param>
    public Task<Page> AskAsync(string what, string path, Subscriber subscriber, CancellationToken cancel)
    {
        var setting = Begin(subscriber.Language);
        return MakeAsync(setting, path, new SubscriptionView
        {
            Title = Say(setting, $"subscribe.{what}.title"),
            Texts = [Say(setting, $"subscribe.{what}.text", subscriber.Address)],
            Action = path,
            Act = what,
            Button = Say(setting, $"subscribe.{what}.button"),
        }, cancel);
    }

    /// <summary>Says what is so now, and where to go from here.</summary>
    /// <param name="what">As "confirmed": the words begin so.</param>
    /// <param name="path">The page's own.</param>
    /// <param name="subscriber">Whose it is; null: nobody's.</param>
    /// <param name="me">The subscriber's own page.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Page> SayAsync(string what, string path, Subscriber? subscriber, string? me, int status, CancellationToken cancel)
    {
        var setting = Begin(subscriber?.Language);
        var home = new Link(maker.Front(setting), Say(setting, "subscribe.to_front"));
        var page = await MakeAsync(setting, path, new SubscriptionView
        {
            Title = Say(setting, $"subscribe.{what}.title"),
            Texts = [Say(setting, $"subscribe.{what}.text", subscriber?.Address)],
            Links = me is not null ? [new(me, Say(setting, "subscribe.to_preferences")), home] : [new(SubscribePage.Path, Say(setting, "subscribe.title")), home],
        }, cancel);
        return page with { Status = status };
    }

    public Task<Page> GoneAsync(string path, CancellationToken cancel) => SayAsync("gone_page", path, null, null, StatusCodes.Status410Gone, cancel);

    private Setting Begin(string? language) => maker.Begin(new PageNotes(), choices.Language(language ?? site.Read<Identity>(Identity.Part).Language));

    private static string Say(Setting setting, string key, string? address = null) => setting.Words.Text(key, ("outlet", setting.Identity.Name), ("address", address ?? ""));

    private async Task<Page> MakeAsync(Setting setting, string path, SubscriptionView view, CancellationToken cancel)
    {
        var head = maker.Head(setting, view.Title, null) with { NoIndex = true };
        return await maker.MakeAsync("subscription", setting, maker.Frame(setting, path) with { Subscribe = null }, head, view, path, cancel);
    }
}
