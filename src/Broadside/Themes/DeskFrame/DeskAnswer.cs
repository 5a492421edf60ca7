using Broadside.Kit;
using Microsoft.AspNetCore.Http;

namespace Broadside.Themes.DeskFrame;

/// <summary>What the desk's scripts are answered: JSON in the form of <see cref="CanonicalJson"/>.</summary>
public static class DeskAnswer
{
    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, CanonicalJson.Options, statusCode: status);

    /// <summary><c>{code, field, message}</c> in the language of whoever asks.</summary>
    public static IResult Refused(HttpContext context, Refusal refusal, int? status = null) =>
        Json(new { refusal.Code, refusal.Field, Message = DeskWords.Of(DeskWords.Of(context), refusal) }, status ?? StatusOf(refusal));

    public static int StatusOf(Refusal refusal) => refusal.Code switch
    {
        "unknown" or "gone" => StatusCodes.Status404NotFound,
        "not_yours" => StatusCodes.Status403Forbidden,
        // What was right when the page was made may be too much by now; the page says what is left.
        "too-much" => StatusCodes.Status409Conflict,
        "slow" => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
