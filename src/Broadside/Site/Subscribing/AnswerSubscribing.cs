using Broadside.Mail;
using Broadside.Subscribers;

namespace Broadside.Site.Subscribing;

/// <summary>Answers the addresses of subscriptions. No cookie is set or read: forms come from mirrors, links from mails, and the right of whoever has a link is its token.</summary>
internal static class AnswerSubscribing
{
    private static readonly string[] Look = ["GET", "HEAD"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(SubscribePage.Path, Look, ShowFormAsync);
        routes.MapPost(SubscribePage.Path, SubscribeAsync);
        routes.MapMethods("/subscribe/confirm/{token}", Look, context => OnConfirmAsync(context, isAct: false));
        routes.MapPost("/subscribe/confirm/{token}", context => OnConfirmAsync(context, isAct: true));
        routes.MapMethods("/subscribe/leave/{token}", Look, context => OnLeaveAsync(context, isAct: false));
        routes.MapPost("/subscribe/leave/{token}", context => OnLeaveAsync(context, isAct: true));
        routes.MapMethods("/subscribe/me/{token}", Look, OnMeAsync);
        routes.MapPost("/subscribe/me/{token}", OnChangeAsync);
        routes.MapMethods("/subscribe/me/{token}/data.json", Look, OnDataAsync);
    }

    private static async Task ShowFormAsync(HttpContext context) =>
        await AnswerForms.SendAsync(context, await Get<SubscribePage>(context).MakeAsync(context.Request.Query["lang"], context.RequestAborted));

    private static async Task SubscribeAsync(HttpContext context)
    {
        if (await AnswerForms.ReadAsync(context) is not { } form)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var (page, language) = (Get<SubscribePage>(context), form["language"].ToString());
        var wish = new SignUp
        {
            Address = Clean(form["address"]),
            Cadence = SubscribeForm.CadenceOf(form),
            Topics = SubscribeForm.Topics(form, Get<OfferChoices>(context).Topics.Select(t => t.Slug)),
            Language = language,
            Zone = form["zone"],
            Hour = SubscribeForm.Number(form["hour"]),
            ConsentText = page.Promise(language),
        };
        var outcome = await Get<AskToSubscribe>(context).RunAsync(wish, form["website"], form.TryGetValue("paper", out var paper) ? paper.ToString() : null, form["answer"], context.Connection.RemoteIpAddress, context.RequestAborted);
        await AnswerForms.SendAsync(context, await page.MakeAsync(wish, outcome.Refusal, outcome.IsDone, context.RequestAborted));
    }

    private static async Task OnConfirmAsync(HttpContext context, bool isAct)
    {
        if (await WhoseAsync(context, MailTokenUse.Confirm) is not var (subscriber, _))
        {
            return;
        }
        var (pages, path, me) = (Get<SubscriptionPage>(context), Path(context), PreferencesPath(context, subscriber.Number));
        if (!isAct && subscriber.State == SubscriberState.Asked)
        {
            await AnswerForms.SendAsync(context, await pages.AskAsync("confirm", path, subscriber, context.RequestAborted));
            return;
        }
        var outcome = isAct ? await Get<ConfirmSubscriber>(context).RunAsync(subscriber.Number, context.RequestAborted) : subscriber;
        var isOn = outcome.IsDone && outcome.Value.IsOnList;
        await AnswerForms.SendAsync(context, await pages.SayAsync(isOn ? "confirmed" : "done_with", path, subscriber, isOn ? me : null, StatusCodes.Status200OK, context.RequestAborted));
    }

    // RFC 8058 §3.1: the POST of a mail program carries the field List-Unsubscribe, has no cookie, and is sent nowhere else.
    private static async Task OnLeaveAsync(HttpContext context, bool isAct)
    {
        if (await WhoseAsync(context, MailTokenUse.Preferences, MailTokenUse.Digest) is not var (subscriber, digest))
        {
            return;
        }
        var (pages, path) = (Get<SubscriptionPage>(context), Path(context));
        var isMeant = false;
        if (isAct)
        {
            var form = await AnswerForms.ReadAsync(context);
            isMeant = form is not null && (form["List-Unsubscribe"] == "One-Click" || form["act"] == "leave");
        }
        if (isMeant && (await Get<LeaveList>(context).RunAsync(subscriber.Number, digest, null, context.RequestAborted)).Value is { } left)
        {
            subscriber = left;
        }
        var isOff = !subscriber.IsOnList && subscriber.State != SubscriberState.Asked;
        await AnswerForms.SendAsync(context, isOff
            ? await pages.SayAsync("left", path, subscriber, PreferencesPath(context, subscriber.Number), StatusCodes.Status200OK, context.RequestAborted)
            : await pages.AskAsync("leave", path, subscriber, context.RequestAborted));
    }

    private static async Task OnMeAsync(HttpContext context)
    {
        if (await WhoseAsync(context, MailTokenUse.Preferences, MailTokenUse.Digest) is var (subscriber, _))
        {
            await AnswerForms.SendAsync(context, await Get<PreferencesPage>(context).MakeAsync(Path(context), subscriber, null, context.RequestAborted));
        }
    }

    private static async Task OnDataAsync(HttpContext context)
    {
        if (await WhoseAsync(context, MailTokenUse.Preferences, MailTokenUse.Digest) is var (subscriber, _))
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=\"my-data.json\"";
            await AnswerForms.SendAsync(context, new Page("application/json", Kit.CanonicalJson.Bytes(new ListedSubscriber(subscriber))));
        }
    }

    private static async Task OnChangeAsync(HttpContext context)
    {
        if (await WhoseAsync(context, MailTokenUse.Preferences, MailTokenUse.Digest) is not var (subscriber, digest))
        {
            return;
        }
        if (await AnswerForms.ReadAsync(context) is not { } form)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var (number, cancel) = (subscriber.Number, context.RequestAborted);
        var act = form["act"].ToString();
        if (act == "forget")
        {
            await Get<ForgetSubscriber>(context).RunAsync(number, null, cancel);
            await AnswerForms.SendAsync(context, await Get<SubscriptionPage>(context).SayAsync("forgotten", Path(context), null, null, StatusCodes.Status200OK, cancel));
            return;
        }
        var outcome = act switch
        {
            "change" => await Get<ChangePreferences>(context).RunAsync(number, SubscribeForm.CadenceOf(form), SubscribeForm.Topics(form, Get<OfferChoices>(context).Topics.Select(t => t.Slug)), form["language"], form["zone"], SubscribeForm.Number(form["hour"]), cancel),
            "pause" => await Get<PauseList>(context).RunAsync(number, SubscribeForm.Number(form["days"]), cancel),
            "return" => await Get<ComeBack>(context).RunAsync(number, cancel),
            "leave" => await Get<LeaveList>(context).RunAsync(number, digest, null, cancel),
            _ => null,
        };
        var now = await Get<SubscriberQueries>(context).FindAsync(number, cancel);
        await AnswerForms.SendAsync(context, now is null ? await Get<SubscriptionPage>(context).GoneAsync(Path(context), cancel) : await Get<PreferencesPage>(context).MakeAsync(Path(context), now, outcome is { IsDone: true } ? act : null, cancel));
    }

    // What was not made here is answered as any address that is not there; whose subscriber is erased, that they are gone.
    private static async Task<(Subscriber Subscriber, long Digest)?> WhoseAsync(HttpContext context, params MailTokenUse[] uses)
    {
        if (!Get<MailToken>(context).TryOpen(context.Request.RouteValues["token"] as string, out var use, out var digest, out var number) || !(uses.Contains(use) || (use == MailTokenUse.Test && uses.Contains(MailTokenUse.Digest))))
        {
            await AnswerForms.SendLostAsync(context);
            return null;
        }
        if (use == MailTokenUse.Test)
        {
            await AnswerForms.SendAsync(context, await Get<SubscriptionPage>(context).SayAsync("test_page", Path(context), null, null, StatusCodes.Status200OK, context.RequestAborted));
            return null;
        }
        if (await Get<SubscriberQueries>(context).FindAsync(number, context.RequestAborted) is { } subscriber)
        {
            return (subscriber, digest);
        }
        await AnswerForms.SendAsync(context, await Get<SubscriptionPage>(context).GoneAsync(Path(context), context.RequestAborted));
        return null;
    }

    private static string PreferencesPath(HttpContext context, long number) => "/subscribe/me/" + Get<MailToken>(context).Make(MailTokenUse.Preferences, 0, number);

    private static string Path(HttpContext context) => context.Request.Path.Value!.Replace("/data.json", "", StringComparison.Ordinal);

    // PostgreSQL keeps no zero bytes.
    private static string Clean(string? text) => (text ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();

    private static T Get<T>(HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();
}
