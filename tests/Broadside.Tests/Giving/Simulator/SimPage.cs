using System.Net;

namespace Broadside.Tests.Giving.Simulator;

/// <summary>The page on which a donor pays: at <c>/pay/{id}</c>, its buttons post to <c>/pay/{id}/pay</c>, <c>decline</c>, <c>async</c>.</summary>
internal static class SimPage
{
    public static SimAnswer Show(string rail, string id, string amount, string? say = null) => SimAnswer.Page($"""
        <!doctype html><html lang="en"><meta charset="utf-8"><title>{rail} (simulator)</title>
        <h1>{rail} (simulator)</h1><p id="amount">{WebUtility.HtmlEncode(amount)}</p>{(say is null ? "" : $"<p role=\"alert\">{WebUtility.HtmlEncode(say)}</p>")}
        <form method="post" action="/pay/{id}/pay"><button id="pay">Pay</button></form>
        <form method="post" action="/pay/{id}/async"><button id="async">Pay by something slow</button></form>
        <form method="post" action="/pay/{id}/decline"><button id="decline">Pay with a card that is declined</button></form>
        </html>
        """);
}
