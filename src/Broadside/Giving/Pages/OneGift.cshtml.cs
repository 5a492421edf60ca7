using Broadside.Giving.Gifts;
using Broadside.Guard;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>One gift: what was chosen, what was tried, what came, what the books and receipts say.</summary>
[Needs(Right.SeeMoney)]
public sealed class OneGift(GiftQueries gifts) : MoneyPage
{
    [FromRoute(Name = "id")]
    public string Id { get; set; } = "";

    public GiftQueries.Whole? Whole { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Whole = await gifts.FindAsync(Id, cancel);
        Response.StatusCode = Whole is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
    }
}
