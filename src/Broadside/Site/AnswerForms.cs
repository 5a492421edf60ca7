using Broadside.Kit;
using Broadside.Site.Pages;
using Broadside.Site.Reports;

namespace Broadside.Site;

/// <summary>Answers what differs by question and is therefore never kept: searching, reporting an error.</summary>
internal static class AnswerForms
{
    private const int LongestForm = 64 << 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(SearchPage.Path, SearchAsync);
        routes.MapGet(ReportPage.Path, AskAsync);
        routes.MapPost(ReportPage.Path, ReportAsync);
    }

    private static async Task SearchAsync(HttpContext context)
    {
        var query = context.Request.Query;
        await SendAsync(context, await Get<SearchPage>(context).MakeAsync(query["q"], query["lang"], query["page"], context.RequestAborted));
    }

    private static async Task AskAsync(HttpContext context) =>
        await SendAsync(context, await Get<ReportPage>(context).MakeAsync(context.Request.Query["about"], null, null, null, isSent: false, context.RequestAborted));

    private static async Task ReportAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } form)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        string? about = form["article"], message = form["message"], contact = form["contact"];
        var outcome = await Get<ReportError>(context).RunAsync(about, message, contact, form["website"], context.Connection.RemoteIpAddress, context.RequestAborted);
        var page = await Get<ReportPage>(context).MakeAsync(about, outcome.Refusal?.Message, message, contact, outcome.IsDone, context.RequestAborted);
        await SendAsync(context, outcome.Refusal?.Code == ReportError.Closed ? page with { Status = StatusCodes.Status503ServiceUnavailable } : page);
    }

    internal static async Task<IFormCollection?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength > LongestForm)
        {
            return null;
        }
        try
        {
            return await context.Request.ReadFormAsync(new Microsoft.AspNetCore.Http.Features.FormOptions { BufferBodyLengthLimit = LongestForm, ValueCountLimit = 20, ValueLengthLimit = LongestForm, MultipartBodyLengthLimit = LongestForm }, context.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>What stands where nothing is.</summary>
    internal static async Task SendLostAsync(HttpContext context)
    {
        if (await Get<PageCache>(context).GetAsync(AnswerPages.Lost, context.RequestAborted) is { } lost)
        {
            await SendAsync(context, lost.Page);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    internal static async Task SendAsync(HttpContext context, Page page)
    {
        context.Response.StatusCode = page.Status;
        context.Response.ContentType = page.ContentType;
        context.Response.ContentLength = page.Body.Length;
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(page.Body, context.RequestAborted);
        }
    }

    private static T Get<T>(HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();
}
