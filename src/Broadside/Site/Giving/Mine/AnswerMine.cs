using System.Globalization;
using Broadside.Articles;
using Broadside.Giving.Gifts;
using Broadside.Giving.Letters;
using Broadside.Giving.Mine;
using Broadside.Giving.Plans;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes;

namespace Broadside.Site.Giving.Mine;

/// <summary>Answers the addresses of a donor's own page. Looking changes nothing; the link of a mail opens a session by a press, for a quarter of an hour, in a cookie that goes to these addresses alone.</summary>
internal static class AnswerMine
{
    private const string Cookie = "mine";

    private static readonly string[] Look = ["GET", "HEAD"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(GiftLetters.Mine, Look, ShowAsync);
        routes.MapPost(GiftLetters.Mine, ActAsync);
        routes.MapMethods(GiftLetters.Mine + "/open/{secret}", Look, AskToOpenAsync);
        routes.MapPost(GiftLetters.Mine + "/open/{secret}", OpenAsync);
        routes.MapMethods(GiftLetters.Mine + "/receipt/{recipient}/{year:int}/{number:int}", Look, ReceiptAsync);
        routes.MapMethods(GiftLetters.Mine + "/statement/{recipient}/{year:int}", Look, StatementAsync);
    }

    private static async Task ShowAsync(HttpContext context)
    {
        var (facts, cancel) = (await WhoAsync(context), context.RequestAborted);
        await AnswerForms.SendAsync(context, facts is null ? await Get<MinePage>(context).AskAsync(context.Request.Query["lang"], null, null, cancel) : await Get<MinePage>(context).MakeAsync(facts, null, null, cancel));
    }

    private static async Task AskToOpenAsync(HttpContext context)
    {
        var isGood = await Get<MineLinks>(context).IsGoodAsync(context.Request.RouteValues["secret"] as string, context.RequestAborted);
        await AnswerForms.SendAsync(context, await Get<MinePage>(context).SayAsync(isGood ? "open" : "used", context.Request.Path.Value!, context.Request.Query["lang"], isGood, isGood ? StatusCodes.Status200OK : StatusCodes.Status410Gone, context.RequestAborted));
    }

    private static async Task OpenAsync(HttpContext context)
    {
        if (await Get<MineLinks>(context).OpenAsync(context.Request.RouteValues["secret"] as string, context.RequestAborted) is not { } session)
        {
            await AnswerForms.SendAsync(context, await Get<MinePage>(context).SayAsync("used", context.Request.Path.Value!, null, false, StatusCodes.Status410Gone, context.RequestAborted));
            return;
        }
        context.Response.Cookies.Append(Cookie, session, Options(context, MineLinks.Life));
        Away(context, GiftLetters.Mine);
    }

    private static async Task ActAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        if (await AnswerForms.ReadAsync(context) is not { } form)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var (pages, act) = (Get<MinePage>(context), form["act"].ToString());
        if (act == "ask")
        {
            var asked = await Get<AskMineLink>(context).RunAsync(form["address"], form["website"], cancel);
            await AnswerForms.SendAsync(context, asked.IsDone ? await pages.SayAsync("sent", GiftLetters.Mine, form["language"], false, StatusCodes.Status200OK, cancel) : await pages.AskAsync(form["language"], form["address"], asked.Refusal.Message, cancel));
            return;
        }
        if (await WhoAsync(context) is not { } facts)
        {
            await AnswerForms.SendAsync(context, await pages.SayAsync("closed", GiftLetters.Mine, null, false, StatusCodes.Status403Forbidden, cancel));
            return;
        }
        if (act is "leave" or "erase")
        {
            await EndAsync(context, facts, act);
            return;
        }
        var (said, fault) = await DoAsync(context, facts, act, form);
        await AnswerForms.SendAsync(context, await WhoAsync(context) is { } now ? await pages.MakeAsync(now, said, fault, cancel) : await pages.SayAsync("closed", GiftLetters.Mine, null, false, StatusCodes.Status403Forbidden, cancel));
    }

    private static async Task EndAsync(HttpContext context, MineFacts facts, string act)
    {
        var (pages, cancel) = (Get<MinePage>(context), context.RequestAborted);
        if (act == "erase" && (await Get<EraseDonor>(context).RunAsync(facts.Donor.Donor, MineActor.Of(facts.Donor.Donor), cancel)).Refusal is { } refusal)
        {
            await AnswerForms.SendAsync(context, await pages.MakeAsync(facts, null, refusal.Message, cancel));
            return;
        }
        await Get<MineLinks>(context).CloseAsync(facts.Donor.Donor, cancel);
        context.Response.Cookies.Delete(Cookie, Options(context, null));
        await AnswerForms.SendAsync(context, await pages.SayAsync(act == "erase" ? "erased" : "closed", GiftLetters.Mine, facts.Donor.Language, false, StatusCodes.Status200OK, cancel));
    }

    // Keys of the words for what was done, or for why it was not.
    private static async Task<(string? Said, string? Fault)> DoAsync(HttpContext context, MineFacts facts, string act, IFormCollection form)
    {
        var cancel = context.RequestAborted;
        if (act == "name")
        {
            var visibility = form["visibility"].ToString() switch { "name" => Visibility.Name, "first_name" => Visibility.FirstName, _ => Visibility.Anonymous };
            var shown = await Get<ShowDonor>(context).RunAsync(facts.Donor.Donor, visibility, form["name"], cancel);
            return shown.IsDone ? ("mine.said.name", null) : (null, shown.Refusal.Message);
        }
        // Whose plan it is not, knows of none.
        if (facts.Plans.FirstOrDefault(p => p.Id == form["plan"].ToString()) is not { } plan || Wish(context, facts, plan, act, form) is not { } wish)
        {
            return (null, "mine.refused.gone");
        }
        var outcome = await Get<ChangePlan>(context).RunAsync(plan.Id, wish, MineActor.Of(facts.Donor.Donor), cancel);
        return outcome.IsDone
            ? (outcome.Value.State == AskedChangeState.Unknown ? "mine.said.cancel_waits" : "mine.said." + act, null)
            : (null, "mine.refused." + outcome.Refusal.Code);
    }

    private static PlanWish? Wish(HttpContext context, MineFacts facts, RecurringPlan plan, string act, IFormCollection form)
    {
        var zone = Get<SiteRecord>(context).Read<Identity>(Identity.Part).Zone();
        return act switch
        {
            "cancel" => new PlanWish(PlanAct.Cancel),
            "resume" => new PlanWish(PlanAct.Resume),
            "amount" => new PlanWish(PlanAct.ChangeAmount, Money.Parse(form["amount"], plan.Currency, Culture(Get<Theme>(context).Vocabulary.For(facts.Donor.Language)))),
            // A day after it would have come.
            "skip" => new PlanWish(PlanAct.Pause, Until: (plan.NextAt ?? Get<TimeProvider>(context).GetUtcNow().AddDays(plan.Repeats == Interval.Annual ? 366 : 31)).AddDays(1)),
            "pause" => new PlanWish(PlanAct.Pause, Until: Day(form["until"], zone)),
            _ => null,
        };
    }

    private static DateTimeOffset? Day(string? text, TimeZoneInfo zone) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.ToDateTime(TimeOnly.MinValue) is var midnight
            ? new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime() : null;

    // Not the machine's own tables: every machine reads the same.
    private static CultureInfo Culture(Words words)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = words.Text("number.point");
        return culture;
    }

    private static async Task ReceiptAsync(HttpContext context)
    {
        var (recipient, year, number) = ((string)context.Request.RouteValues["recipient"]!, Number(context, "year"), Number(context, "number"));
        await PrintAsync(context, facts => [.. facts.Receipts.Where(r => r.Recipient == recipient && r.Year == year && r.Number == number)], null);
    }

    private static async Task StatementAsync(HttpContext context)
    {
        var (recipient, year) = ((string)context.Request.RouteValues["recipient"]!, Number(context, "year"));
        await PrintAsync(context, facts => [.. facts.Receipts.Where(r => r.Recipient == recipient && r.Year == year && r.VoidedAt is null).OrderBy(r => r.Number)], year.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task PrintAsync(HttpContext context, Func<MineFacts, IReadOnlyList<Broadside.Giving.Receipts.Receipt>> which, string? year)
    {
        if (await WhoAsync(context) is not { } facts)
        {
            Away(context, GiftLetters.Mine);
        }
        else if (which(facts) is { Count: > 0 } receipts)
        {
            await AnswerForms.SendAsync(context, await Get<MinePage>(context).ReceiptAsync(facts, receipts, context.Request.Path.Value!, year, context.RequestAborted));
        }
        else
        {
            await AnswerForms.SendLostAsync(context);
        }
    }

    private static async Task<MineFacts?> WhoAsync(HttpContext context) =>
        await Get<MineLinks>(context).DonorAsync(context.Request.Cookies[Cookie], context.RequestAborted) is { } donor ? await Get<MineQueries>(context).OfAsync(donor, context.RequestAborted) : null;

    private static CookieOptions Options(HttpContext context, TimeSpan? life) => new()
    {
        Path = GiftLetters.Mine,
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = Get<BaseAddress>(context).Value.StartsWith("https:", StringComparison.Ordinal),
        MaxAge = life,
    };

    private static void Away(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
        context.Response.Headers.CacheControl = "no-store";
    }

    private static int Number(HttpContext context, string name) => int.Parse((string)context.Request.RouteValues[name]!, CultureInfo.InvariantCulture);

    private static T Get<T>(HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();
}
