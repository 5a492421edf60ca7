using Broadside.Giving.Gifts;
using Broadside.Giving.Guarding;
using Broadside.Giving.Rails;
using Broadside.Kit;

namespace Broadside.Site.Giving;

/// <summary>Answers the addresses of giving. No cookie is set or read; GET and HEAD begin nothing; and no answer leads a browser off this site by itself.</summary>
internal static class AnswerGiving
{
    private static readonly string[] Look = ["GET", "HEAD"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(GivePage.Path, Look, ShowAsync);
        routes.MapPost(GivePage.Path, GiveAsync);
        routes.MapPost(GiveSteps.AgainPath, AgainAsync);
        routes.MapPost(GiveSteps.SentPath, SentAsync);
        routes.MapMethods("/give/thanks/{attempt}", Look, ThanksAsync);
        routes.MapMethods("/give/back/{attempt}", Look, BackAsync);
        routes.MapMethods("/give/how/{attempt}", Look, HowAsync);
    }

    private static async Task ShowAsync(HttpContext context) =>
        await AnswerForms.SendAsync(context, await Get<GivePage>(context).MakeAsync(GiveInput.From(context.Request.Query), [], context.Connection.RemoteIpAddress, context.RequestAborted));

    private static async Task GiveAsync(HttpContext context)
    {
        if (await AnswerForms.ReadAsync(context) is not { } form)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var (input, cancel) = (GiveInput.From(form), context.RequestAborted);
        if (!string.IsNullOrEmpty(form["website"]))
        {
            await AnswerForms.SendAsync(context, await Get<GiveSteps>(context).NobodyAsync(input.Language, cancel));
            return;
        }
        // Pressed twice: the attempt that the first press began, whatever stands in the form now.
        if (input.Token.Length > 0 && await Get<AttemptQueries>(context).ByTokenAsync(input.Token, cancel) is { } known)
        {
            SeeOther(context, Get<GiveSteps>(context).ThanksPath(known.Id));
            return;
        }
        var (gift, faults) = Get<ReadGift>(context).Run(input, Get<GivePage>(context).Begin(input.Language).Words, Pages(context));
        if (gift is null)
        {
            await RefuseAsync(context, input, faults);
            return;
        }
        if (Stale(context, gift.Token) is { } stale)
        {
            await RefuseAsync(context, input, [stale]);
            return;
        }
        var place = await Get<GiftGuard>(context).EnterAsync(gift.Rail, gift.Email, context.Connection.RemoteIpAddress, form["paper"], form["answer"], cancel);
        if (!place.IsDone)
        {
            await RefuseAsync(context, input, [place.Refusal]);
            return;
        }
        using (place.Value)
        {
            // A browser that goes away in between leaves an intention that is looked after all the same.
            var started = await Get<StartGift>(context).RunAsync(gift, CancellationToken.None);
            if (started.IsDone)
            {
                await SendAsync(context, started.Value, GivePage.Path);
                return;
            }
            await RefuseAsync(context, input, [started.Refusal]);
        }
    }

    private static async Task AgainAsync(HttpContext context)
    {
        if (await AnswerForms.ReadAsync(context) is not { } form)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        if (await SeenAsync(context, form["attempt"]) is not { } seen)
        {
            return;
        }
        var (steps, rail, token, cancel) = (Get<GiveSteps>(context), form["rail"].ToString(), form["token"].ToString(), context.RequestAborted);
        if (seen.State == GiftState.Paid)
        {
            SeeOther(context, steps.ThanksPath(seen.Attempt.Id));
            return;
        }
        if (await Get<AttemptQueries>(context).ByTokenAsync(token, cancel) is { } known)
        {
            SeeOther(context, steps.ThanksPath(known.Id));
            return;
        }
        var place = await Get<GiftGuard>(context).EnterAsync(rail, null, context.Connection.RemoteIpAddress, form["paper"], form["answer"], cancel);
        if (!place.IsDone)
        {
            await AnswerForms.SendAsync(context, await steps.ChooseAsync(seen.Gift, seen.Attempt, "give.back", place.Refusal, rail, GiveSteps.AgainPath, cancel));
            return;
        }
        using (place.Value)
        {
            var started = await Get<StartGift>(context).AgainAsync(seen.Gift.Id, rail, token, Pages(context), CancellationToken.None);
            if (started.IsDone)
            {
                await SendAsync(context, started.Value, GiveSteps.AgainPath);
                return;
            }
            await AnswerForms.SendAsync(context, await steps.ChooseAsync(seen.Gift, seen.Attempt, "give.back", started.Refusal, rail, GiveSteps.AgainPath, cancel));
        }
    }

    private static async Task SendAsync(HttpContext context, StartedGift started, string path)
    {
        var (steps, cancel) = (Get<GiveSteps>(context), context.RequestAborted);
        var (gift, attempt) = (started.Gift, started.Attempt);
        if (started.Result is null)
        {
            SeeOther(context, steps.ThanksPath(attempt.Id));
            return;
        }
        var page = started.Result switch
        {
            StartResult.Redirect to when steps.IsItsPage(attempt.Rail, to.Url) => await steps.OpenAsync(gift, attempt, to.Url, path, cancel),
            StartResult.Instructions => await steps.HowAsync(gift, attempt, path, cancel),
            StartResult.DonorProblem => await steps.ChooseAsync(gift, attempt, "give.problem", null, null, path, cancel),
            _ => null,
        };
        await AnswerForms.SendAsync(context, page ?? await steps.DownAsync(gift, attempt, started.Result is StartResult.Unknown, started.Next, path, cancel));
    }

    private static async Task SentAsync(HttpContext context)
    {
        var form = await AnswerForms.ReadAsync(context);
        if (await SeenAsync(context, form?["attempt"]) is { } seen)
        {
            await Get<SayTransferSent>(context).RunAsync(seen.Attempt.Id, context.RequestAborted);
            SeeOther(context, Get<GiveSteps>(context).ThanksPath(seen.Attempt.Id));
        }
    }

    private static async Task ThanksAsync(HttpContext context)
    {
        if (await SeenAsync(context, context.Request.RouteValues["attempt"] as string) is { } seen)
        {
            await AnswerForms.SendAsync(context, await Get<GiveSteps>(context).ThanksAsync(seen, Path(context), context.RequestAborted));
        }
    }

    private static async Task BackAsync(HttpContext context)
    {
        if (await SeenAsync(context, context.Request.RouteValues["attempt"] as string) is { } seen)
        {
            var steps = Get<GiveSteps>(context);
            await AnswerForms.SendAsync(context, seen.State == GiftState.Paid
                ? await steps.ThanksAsync(seen, Path(context), context.RequestAborted)
                : await steps.ChooseAsync(seen.Gift, seen.Attempt, "give.back", null, null, Path(context), context.RequestAborted));
        }
    }

    private static async Task HowAsync(HttpContext context)
    {
        if (await SeenAsync(context, context.Request.RouteValues["attempt"] as string) is { } seen)
        {
            var page = await Get<GiveSteps>(context).HowAsync(seen.Gift, seen.Attempt, Path(context), context.RequestAborted);
            await AnswerForms.SendAsync(context, page ?? await Get<GiveSteps>(context).ThanksAsync(seen, Path(context), context.RequestAborted));
        }
    }

    // What was not made here is answered as any address that is not there.
    private static async Task<SeenAttempt?> SeenAsync(HttpContext context, string? address)
    {
        if (Get<GiftAddress>(context).Read(address) is { } id && await Get<AttemptQueries>(context).FindAsync(id, context.RequestAborted) is { } seen)
        {
            return seen;
        }
        await AnswerForms.SendLostAsync(context);
        return null;
    }

    private static async Task RefuseAsync(HttpContext context, GiveInput input, IReadOnlyList<Refusal> faults) =>
        await AnswerForms.SendAsync(context, await Get<GivePage>(context).MakeAsync(input, faults, context.Connection.RemoteIpAddress, context.RequestAborted));

    private static Refusal? Stale(HttpContext context, string token) => Get<FormTokens>(context).Look(token) switch
    {
        FormTokenState.Good => null,
        FormTokenState.TooSoon => new Refusal("too-soon", "give.too-soon"),
        _ => new Refusal("form", "give.form"),
    };

    private static GiftPages Pages(HttpContext context)
    {
        var (address, steps) = (Get<BaseAddress>(context), Get<GiveSteps>(context));
        return new GiftPages(id => new Uri(address.Absolute(steps.ThanksPath(id))), id => new Uri(address.Absolute(steps.BackPath(id))));
    }

    private static void SeeOther(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
        context.Response.Headers.CacheControl = "no-store";
    }

    private static string Path(HttpContext context) => context.Request.Path.Value!;

    private static T Get<T>(HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();
}
