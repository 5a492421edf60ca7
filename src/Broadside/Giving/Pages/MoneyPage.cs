using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Broadside.Giving.Pages;

/// <summary>What the treasurer's pages have in common: who may see money sees them, who may handle it acts.</summary>
public abstract class MoneyPage : DeskPage
{
    public bool MayAct => HttpContext.ActorOrNobody()?.May(Right.HandleMoney) == true;

    protected Words Words => DeskWords.Of(HttpContext);

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (HttpMethods.IsPost(context.HttpContext.Request.Method) && !MayAct)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        }
    }

    public string Sum(Money money) => MoneyText.Exact(Words, money);

    public string Sum(long minor, string currency) => Sum(new Money(minor, currency));

    public string Sums(IEnumerable<Money> all) => string.Join(" · ", all.Select(Sum)) is { Length: > 0 } text ? text : "–";

    /// <summary>The word for one of the program's own codes, as an item's or a rail's; the code where there is none.</summary>
    public string Named(string group, string code) => DeskWords.Title(Words, group, code.ToLowerInvariant());

    protected Money? Read(string? text, string? currency) => MoneyText.ReadEither(Words, text, (currency ?? "").Trim().ToUpperInvariant());

    /// <summary>Led on where it was done; else the page once more, with what was wrong.</summary>
    protected async Task<IActionResult> EndAsync<T>(Outcome<T> outcome, string address, string done, Func<Task> showAsync)
    {
        if (outcome.IsDone)
        {
            return Done(address, done);
        }
        await showAsync();
        return Refused(outcome.Refusal);
    }
}
