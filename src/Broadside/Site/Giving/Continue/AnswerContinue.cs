using Broadside.Giving.Gifts;
using Broadside.Giving.Plans;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Giving.Continue;

/// <summary>Answers the link of a mail about a plan. Looking makes nothing: it notes on the mail's own row that somebody came. The right of whoever has the link is its token.</summary>
internal static class AnswerContinue
{
    private const string Path = "/give/continue/{token}";

    private static readonly string[] Look = ["GET", "HEAD"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Path, Look, ShowAsync);
        routes.MapPost(Path, ContinueAsync);
    }

    private static async Task ShowAsync(HttpContext context)
    {
        if (await PlanAsync(context) is not { } plan)
        {
            return;
        }
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await NoteAsync(context, plan);
        }
        await AnswerForms.SendAsync(context, await Get<ContinuePage>(context).MakeAsync(context.Request.Path.Value!, plan, null, context.RequestAborted));
    }

    private static async Task ContinueAsync(HttpContext context)
    {
        if (await PlanAsync(context) is not { } plan)
        {
            return;
        }
        if (await AnswerForms.ReadAsync(context) is not { } form)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var (page, path, cancel) = (Get<ContinuePage>(context), context.Request.Path.Value!, context.RequestAborted);
        var address = Get<BaseAddress>(context);
        var pages = new GiftPages(a => new Uri(address.Absolute("/give/thanks/" + a)), a => new Uri(address.Absolute("/give/back/" + a)));
        var outcome = await Get<ContinuePlan>(context).RunAsync(plan, form["rail"].ToString(), form["token"].ToString(), pages, cancel);
        await AnswerForms.SendAsync(context, outcome.IsDone ? await page.NextAsync(path, outcome.Value, cancel)
            : await page.MakeAsync(path, plan, outcome.Refusal.Code == "quiet" ? "continue_plan.quiet" : "continue_plan.again", cancel));
    }

    // A full or protected disk must not keep anybody from the page.
    private static async Task NoteAsync(HttpContext context, string plan)
    {
        try
        {
            var now = Get<TimeProvider>(context).GetUtcNow();
            await using var db = await Get<IDbContextFactory<NewsroomDb>>(context).CreateDbContextAsync(context.RequestAborted);
            await db.Set<PlanLetter>().Where(l => l.Plan == plan && l.PostedAt != null && l.OpenedAt == null).ExecuteUpdateAsync(l => l.SetProperty(x => x.OpenedAt, now), context.RequestAborted);
        }
        catch (System.Data.Common.DbException)
        {
            // Only the recovery board misses it.
        }
    }

    private static async Task<string?> PlanAsync(HttpContext context)
    {
        if (Get<PlanTokens>(context).Plan(context.Request.RouteValues["token"] as string) is { } plan)
        {
            return plan;
        }
        await AnswerForms.SendAsync(context, await Get<ContinuePage>(context).SayAsync(context.Request.Path.Value!, "gone", context.Request.Query["lang"].ToString() is { Length: 2 } language && language.All(char.IsAsciiLetterLower) ? language : null, StatusCodes.Status410Gone, context.RequestAborted));
        return null;
    }

    private static T Get<T>(HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();
}
