using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Staff.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Staff;

/// <summary>People on the staff of a test's newsroom, made through the same use-cases as real ones.</summary>
internal static class People
{
    public const string Password = "tide table under the clock";

    public static readonly Visitor Here = new("203.0.113.7", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");

    /// <summary>Somebody who joined by invitation, with <see cref="Password"/>.</summary>
    public static async Task<BeginLogin.Begun> JoinAsync(this IServiceProvider services, Role role, string? email = null, Visitor? from = null)
    {
        var address = email ?? $"{role}-{Guid.NewGuid():n}@example.org".ToLowerInvariant();
        var invited = await services.GetRequiredService<InvitePerson>().RunAsync("", address, role, Actor.Operator, TestContext.Current.CancellationToken);
        return (await services.TakeAsync(invited.Value!.Link, address, from: from)).Value!;
    }

    /// <summary>Opens a one-time link and chooses a password.</summary>
    public static Task<Outcome<BeginLogin.Begun>> TakeAsync(this IServiceProvider services, string link, string email, string password = Password, Visitor? from = null, string name = "Rosa Calle") =>
        services.GetRequiredService<JoinStaff>().RunAsync(link.Split('/')[^1], new JoinStaff.Form(name, email, "en", password, null, null), from ?? Here, new DefaultHttpContext(), TestContext.Current.CancellationToken);

    public static Task<Outcome<BeginLogin.Begun>> SignInAsync(this IServiceProvider services, string email, string password = Password, string? code = null, Visitor? from = null) =>
        services.GetRequiredService<SignInByPassword>().RunAsync(email, password, code, from ?? Here, TestContext.Current.CancellationToken);

    /// <summary>The person as they act in the session that they were just let into.</summary>
    public static async Task<Actor> ActorAsync(this IServiceProvider services, BeginLogin.Begun begun)
    {
        var found = await services.GetRequiredService<LoginSessions>().FindAsync(begun.Session, TestContext.Current.CancellationToken);
        return new Actor(begun.Member.Id, begun.Member.Name) { Rights = services.GetRequiredService<RoleRights>().Of(found!.Member.Role), LoginSession = found.Session.Id, IsFresh = true };
    }

    public static async Task<IReadOnlyList<AuditRow>> LogAsync(this TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<AuditRow>().AsNoTracking().OrderBy(a => a.Seq).ToListAsync(TestContext.Current.CancellationToken);
    }
}
