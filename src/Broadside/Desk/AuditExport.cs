using System.Globalization;
using System.Text;
using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff;

namespace Broadside.Desk;

/// <summary>The audit log as a file, CSV or JSON, of the rows that the page's filter shows.</summary>
internal static class AuditExport
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/desk/audit/export", SendAsync).WithMetadata(new NeedsAttribute(Right.SeeAudit));

    public static AuditQueries.Filter Filter(IQueryCollection query) => new(query["q"], query["who"], query["what"], Day(query["from"]), Day(query["to"]));

    private static async Task SendAsync(HttpContext context, AuditQueries audit, StaffQueries staff)
    {
        var names = await staff.NamesAsync(context.RequestAborted);
        var rows = audit.AllAsync(Filter(context.Request.Query), context.RequestAborted);
        var isJson = context.Request.Query["format"] == "json";
        context.Response.ContentType = isJson ? "application/json" : "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"audit.{(isJson ? "json" : "csv")}\"";
        await (isJson ? JsonAsync(context, rows, names) : CsvAsync(context, rows, names));
    }

    private static async Task JsonAsync(HttpContext context, IAsyncEnumerable<AuditRow> rows, IReadOnlyDictionary<string, string> names) =>
        await JsonSerializer.SerializeAsync(
            context.Response.Body,
            rows.Select(a => new { a.Seq, a.At, a.Who, name = names.GetValueOrDefault(a.Who, a.Who), a.What, a.Subject, a.Detail, erased = a.Text is null, a.Text?.Salt, a.TextHash, a.Previous, a.Hash }),
            CanonicalJson.Options,
            context.RequestAborted);

    private static async Task CsvAsync(HttpContext context, IAsyncEnumerable<AuditRow> rows, IReadOnlyDictionary<string, string> names)
    {
        await context.Response.WriteAsync("seq,at,who,name,what,subject,detail,hash\r\n", context.RequestAborted);
        await foreach (var a in rows)
        {
            var cells = new[] { a.Seq.ToString(CultureInfo.InvariantCulture), a.At.ToString("O", CultureInfo.InvariantCulture), a.Who, names.GetValueOrDefault(a.Who, a.Who), a.What, a.Subject, a.Detail, a.Hash };
            await context.Response.WriteAsync(string.Join(',', cells.Select(Cell)) + "\r\n", Encoding.UTF8, context.RequestAborted);
        }
    }

    // A spreadsheet takes what begins so for a formula and would run it; what people typed must not.
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
