using System.Text;
using Broadside.Guard;
using Broadside.Subscribers.Lists;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Subscribers.Pages;

/// <summary>The whole list as a file, for somebody who has just shown that it is they.</summary>
[Needs(Right.ManageSubscribers, Fresh = true)]
public sealed class TakeListOut(ExportSubscribers export, TimeProvider time) : DeskPage
{
    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"subscribers-{time.GetUtcNow():yyyy-MM-dd}.csv\"";
        await using var to = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 14);
        await export.RunAsync(to, HttpContext.Actor(), cancel);
        return new EmptyResult();
    }
}
