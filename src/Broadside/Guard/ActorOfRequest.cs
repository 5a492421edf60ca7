using Microsoft.AspNetCore.Http;

namespace Broadside.Guard;

/// <summary>Who is asking: put there by the gate of the desk, read by pages as <c>HttpContext.Actor()</c>.</summary>
public static class ActorOfRequest
{
    /// <exception cref="InvalidOperationException">Nobody has signed in: the address is not one of the desk, or it is open to all.</exception>
    public static Actor Actor(this HttpContext context) =>
        context.ActorOrNobody() ?? throw new InvalidOperationException("Nobody has signed in to this request.");

    public static Actor? ActorOrNobody(this HttpContext context) => context.Features.Get<Actor>();

    public static void SetActor(this HttpContext context, Actor actor) => context.Features.Set(actor);
}
