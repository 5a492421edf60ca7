using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Gate;
using Broadside.Staff.Signing;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Broadside.Staff;

/// <summary>The questions that <c>desk.js</c> puts to a browser's passkeys; the answers come back in the forms of the pages.</summary>
internal static class PasskeyRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/sign-in/passkey", SignInAsync).WithMetadata(new OpenToAllAttribute());
        routes.MapPost("/desk/link/{token}/passkey", JoinAsync).WithMetadata(new OpenToAllAttribute());
        routes.MapPost("/desk/confirm/passkey", ConfirmAsync).WithMetadata(new NeedsAttribute(Right.Enter) { BeforeCodes = true });
        routes.MapPost("/desk/account/passkeys/new", AddAsync).WithMetadata(new NeedsAttribute(Right.Enter) { Fresh = true, BeforeCodes = true });
    }

    private static async Task<IResult> SignInAsync(HttpContext context, Passkeys passkeys) => Results.Json(await passkeys.BeginShowAsync(null, context));

    private static async Task<IResult> JoinAsync(HttpContext context, string token, Passkeys passkeys, StaffQueries staff, Ids ids)
    {
        if (await staff.FindInvitationAsync(token, context.RequestAborted) is not { } link)
        {
            return Refused(context, new Refusal("link_gone", "This link was used already or has run out. Ask whoever gave it to you for a new one."));
        }
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (name, email) = (form["Name"].ToString().Trim(), EmailAddress.From(form["Email"]));
        return JoinStaff.Judge(name, email) is { } refusal
            ? Refused(context, refusal)
            : Results.Json(await passkeys.BeginNewAsync(link.StaffId ?? ids.New(), email!, name, context));
    }

    private static async Task<IResult> ConfirmAsync(HttpContext context, Passkeys passkeys) => Results.Json(await passkeys.BeginShowAsync(Member(context), context));

    private static async Task<IResult> AddAsync(HttpContext context, Passkeys passkeys) =>
        Results.Json(await passkeys.BeginNewAsync(Member(context).Id, Member(context).Email, Member(context).Name, context));

    private static StaffMember Member(HttpContext context) => context.Features.Get<LoginSessions.Found>()!.Member;

    private static IResult Refused(HttpContext context, Refusal refusal) =>
        Results.Json(new { code = refusal.Code, message = DeskWords.Of(DeskWords.Of(context), refusal), field = refusal.Field }, statusCode: StatusCodes.Status422UnprocessableEntity);
}
