using System.Security.Cryptography;
using System.Text;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Giving.Notices;

/// <summary>Where rails send their notices: <c>POST /hooks/{rail}/{secret}</c>. Kept and answered at once; whoever does not know the secret learns nothing, not even which rails there are.</summary>
internal static class AnswerHooks
{
    private const int Largest = 256 << 10;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/hooks/{rail}/{secret}", AnswerAsync);

    /// <summary>The part of the address that only this newsroom and the rail know.</summary>
    public static string Secret(Secrets secrets, string rail) => Convert.ToHexStringLower(secrets.KeyFor("giving hook " + rail).AsSpan(0, 16));

    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var status = await TakeAsync(context);
        if (status != StatusCodes.Status200OK)
        {
            // Whoever hangs up at once is counted too.
            await context.RequestServices.GetRequiredService<BadNotices>().NoteAsync(CancellationToken.None);
        }
        context.Response.StatusCode = status;
    }

    private static async Task<int> TakeAsync(HttpContext context)
    {
        var (rail, secret) = ((string)context.Request.RouteValues["rail"]!, (string)context.Request.RouteValues["secret"]!);
        var services = context.RequestServices;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Secret(services.GetRequiredService<Secrets>(), rail))))
        {
            return StatusCodes.Status404NotFound;
        }
        if (await ReadAsync(context) is not { } body)
        {
            return StatusCodes.Status413PayloadTooLarge;
        }
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var notice = new RawNotice(headers, body, services.GetRequiredService<TimeProvider>().GetUtcNow());
        return await services.GetRequiredService<TakeNotice>().RunAsync(rail, notice, context.RequestAborted) switch
        {
            NoticeAnswer.Taken or NoticeAnswer.Dropped => StatusCodes.Status200OK,
            NoticeAnswer.Refused => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status404NotFound,
        };
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
