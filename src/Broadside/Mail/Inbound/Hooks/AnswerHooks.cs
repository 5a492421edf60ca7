using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Broadside.Mail.Inbound.Hooks;

/// <summary>Answers the addresses that relays call.</summary>
internal static class AnswerHooks
{
    private const int Largest = 1 << 20;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/mail/hooks/{relay}", AnswerAsync);

    private static async Task AnswerAsync(HttpContext context)
    {
        var named = context.Request.RouteValues["relay"] as string;
        var hook = context.RequestServices.GetServices<IRelayHook>().FirstOrDefault(h => h.IsOn && h.Relay == named);
        context.Response.Headers.CacheControl = "no-store";
        if (hook is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.StatusCode = await TakeAsync(context, hook);
    }

    private static async Task<int> TakeAsync(HttpContext context, IRelayHook hook)
    {
        if (await ReadAsync(context) is not { } body)
        {
            return StatusCodes.Status413PayloadTooLarge;
        }
        IReadOnlyList<ReturnedMail>? told;
        try
        {
            using var notice = JsonDocument.Parse(body);
            told = await hook.ReadAsync(context.Request.Headers.Authorization.ToString(), notice.RootElement, context.RequestAborted);
        }
        catch (JsonException)
        {
            return StatusCodes.Status400BadRequest;
        }
        if (told is null)
        {
            return StatusCodes.Status403Forbidden;
        }
        var take = context.RequestServices.GetRequiredService<TakeReturn>();
        foreach (var read in told)
        {
            // A relay that calls again may say it with another time and signature: what it says makes it the same.
            var same = $"{hook.Relay} {read.Kind} {read.Status} {read.Words} {string.Join(' ', read.Tokens)}";
            await take.RunAsync(read, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(same))), context.RequestAborted);
        }
        return StatusCodes.Status200OK;
    }

    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        var piece = new byte[16 << 10];
        while (await context.Request.Body.ReadAsync(piece, context.RequestAborted) is > 0 and var read)
        {
            body.Write(piece, 0, read);
            if (body.Length > Largest)
            {
                return null;
            }
        }
        return body.ToArray();
    }
}
