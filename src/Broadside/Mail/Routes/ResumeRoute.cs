using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Routes;

/// <summary>Somebody has looked into why a route is stopped or rests, and has it used again.</summary>
public sealed class ResumeRoute(MailRoutes routes, IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    public async Task<Outcome<MailRoute>> RunAsync(string name, Actor who, CancellationToken cancel)
    {
        if (routes.Named(name) is not { } route)
        {
            return new Refusal("route", $"There is no route “{name}”. There are: {string.Join(", ", routes.All.Select(r => r.Name))}.");
        }
        var reason = (await route.StateAsync(cancel)).Reason ?? "";
        await route.ResumeAsync(cancel);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        await audit.AddAsync(db, who, "resume route", $"route {route.Name}", reason, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return route;
    }
}
