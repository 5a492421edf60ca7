using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;
using MimeKit;

namespace Broadside.Mail.Pages;

/// <summary>One message of the outbox: head, HTML in a frame, text.</summary>
[Needs(Right.SendDigest)]
public sealed class OneMail(OutboxFolder outbox) : DeskPage
{
    public static IReadOnlyList<string> Forms { get; } = ["wide", "phone", "dark", "text", "fields"];

    /// <summary>Null where there is no such message.</summary>
    public MimeMessage? Message { get; private set; }

    public string As { get; private set; } = Forms[0];

    public string Here { get; private set; } = "";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/outbox/{day}/{name}/html", HtmlAsync).WithMetadata(new NeedsAttribute(Right.SendDigest));

    public async Task<IActionResult> OnGetAsync(string day, string name, string? @as, CancellationToken cancel)
    {
        Message = await outbox.ReadAsync(day, name, cancel);
        Here = $"/desk/outbox/{day}/{name}";
        if (Message is null)
        {
            Response.StatusCode = 404;
            return Page();
        }
        As = Forms.FirstOrDefault(f => f == @as) ?? Forms[0];
        As = Message.HtmlBody is null && As is not "fields" ? "text" : As;
        return Page();
    }

    private static async Task HtmlAsync(HttpContext context, string day, string name)
    {
        if (await context.RequestServices.GetRequiredService<OutboxFolder>().ReadAsync(day, name, context.RequestAborted) is { HtmlBody: { } html })
        {
            await MailFrame.WriteHtmlAsync(context, html, context.Request.Query["as"] == "dark", context.RequestServices.GetRequiredService<BaseAddress>());
            return;
        }
        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
