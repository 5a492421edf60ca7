using Broadside.Articles;
using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Letters;
using Broadside.Giving.Payees;
using Broadside.Giving.Plans;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Site.Giving.Mine;
using Broadside.Site.Pages;
using Broadside.Site.Subscribing;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Giving.Continue;

/// <summary>Answers <c>/give/continue/TOKEN</c>: by which way a plan may go on, and the last step there.</summary>
public sealed class ContinuePage(PageMaker maker, SiteRecord site, IDbContextFactory<NewsroomDb> dbs, RailBoard board, ContinuePlan carry, FindAddressee find, FormTokens forms)
{
    /// <summary>The ways by which it may go on; or that nothing is to be done any more.</summary>
    /// <param name="path">The page's own.</param>
    /// <param name="id">Of the plan.</param>
    /// <param name="fault">Key of the words for why the last press failed.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Page> MakeAsync(string path, string id, string? fault, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<RecurringPlan>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } plan)
        {
            return await SayAsync(path, "gone", null, StatusCodes.Status410Gone, cancel);
        }
        var gift = await db.Set<Gift>().AsNoTracking().SingleAsync(g => g.Id == plan.Gift, cancel);
        var move = await db.Set<PlanMove>().AsNoTracking().SingleOrDefaultAsync(m => m.Plan == id, cancel);
        if (move?.MovedAt is not null || (move is null && plan.State == PlanState.Ended))
        {
            return await SayAsync(path, move is null ? "over" : "moved", gift.Language, StatusCodes.Status200OK, cancel);
        }
        var setting = Begin(gift.Language);
        var words = setting.Words;
        var fund = await db.Set<Fund>().AsNoTracking().SingleAsync(f => f.Id == gift.Fund, cancel);
        var recipient = await find.RecipientAsync(db, gift.Recipient, cancel);
        var ways = carry.Offered(plan, gift).Select(d => new ChoiceField(d.Id, words.Text("continue_plan.with", ("rail", MinePage.RailName(words, d.Id, d.Name))), false)).ToList();
        var view = new ContinueView
        {
            Title = words.Text("continue_plan.title"),
            Texts =
            [
                words.Text("continue_plan.what", ("plan", MinePage.Every(words, plan)), ("outlet", setting.Identity.Name), ("fund", fund.Name), ("recipient", recipient.Name)),
                .. plan.State == PlanState.Ended ? Array.Empty<string>() : [words.Text("continue_plan.old", ("rail", MinePage.RailName(words, plan.Rail, board.Find(plan.Rail)?.Describe().Name)))],
                words.Text(ways.Count == 0 ? "continue_plan.none" : "continue_plan.how"),
            ],
            Fault = fault is null ? null : words.Text(fault),
            Action = ways.Count == 0 ? null : path,
            Token = forms.New(),
            Ways = ways,
        };
        var page = await MakeAsync(setting, path, view, cancel);
        return fault is null ? page : page with { Status = StatusCodes.Status422UnprocessableEntity };
    }

    /// <summary>The last step: the link to the rail, what the bank is told, or that the donor will be written to.</summary>
    public Task<Page> NextAsync(string path, ContinuedPlan done, CancellationToken cancel)
    {
        if (done.Started is not { Result: { } result } started)
        {
            // Pressed twice: the first press has begun it, and another way may still be chosen.
            return done.Started is null ? SayAsync(path, "waits", null, StatusCodes.Status200OK, cancel) : MakeAsync(path, done.Plan.Id, "continue_plan.again", cancel);
        }
        var setting = Begin(started.Gift.Language);
        var (words, plan) = (setting.Words, MinePage.Every(setting.Words, done.Plan));
        if (result is StartResult.Redirect redirect)
        {
            setting.Notes.Allow([redirect.Url.Host, redirect.Url.Authority]);
            return MakeAsync(setting, path, new ContinueView
            {
                Title = words.Text("continue_plan.go.title"),
                Texts = [words.Text("continue_plan.go.text", ("host", redirect.Url.Authority), ("plan", plan))],
                Go = new Link(redirect.Url.AbsoluteUri, words.Text("continue_plan.go.link", ("host", redirect.Url.Authority))),
            }, cancel);
        }
        if (result is StartResult.Instructions order)
        {
            return MakeAsync(setting, path, new ContinueView
            {
                Title = words.Text("continue_plan.order.title"),
                Texts = [words.Text("continue_plan.order.text", ("plan", plan))],
                Accounts = [.. site.Read<PayoutDetails>(PayoutDetails.Part).Banks.Where(b => b.Rail == started.Attempt.Rail).Select(b => TransferAccounts.Bank(words, b, started.Gift.Total(), order.Reference))],
            }, cancel);
        }
        return MakeAsync(path, done.Plan.Id, "continue_plan.down", cancel);
    }

    /// <param name="path">The page's own.</param>
    /// <param name="what">As "moved": the words begin so.</param>
    /// <param name="language">Of the words.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Page> SayAsync(string path, string what, string? language, int status, CancellationToken cancel)
    {
        var setting = Begin(language);
        var view = new ContinueView
        {
            Title = setting.Words.Text($"continue_plan.{what}.title"),
            Texts = [setting.Words.Text($"continue_plan.{what}.text")],
            Links = [new Link(GiftLetters.Mine, setting.Words.Text("mine.title")), new Link("/give", setting.Words.Text("continue_plan.give"))],
        };
        return await MakeAsync(setting, path, view, cancel) with { Status = status };
    }

    private Setting Begin(string? language) => maker.Begin(new PageNotes(), language ?? site.Read<Identity>(Identity.Part).Language);

    private Task<Page> MakeAsync(Setting setting, string path, ContinueView view, CancellationToken cancel) =>
        maker.MakeAsync("continue", setting, maker.Frame(setting, path) with { Subscribe = null }, maker.Head(setting, view.Title, null) with { NoIndex = true }, view, path, cancel);
}
