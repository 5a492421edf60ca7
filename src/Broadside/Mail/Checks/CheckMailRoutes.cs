using System.Net;
using System.Runtime.CompilerServices;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Mail.Routes;
using Broadside.Mail.Wire;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Checks;

/// <summary>Whether each route answers, over a connection that nobody can read, and whether the clock by which messages are dated can be right.</summary>
internal sealed class CheckMailRoutes(MailRoutes routes, IDbContextFactory<NewsroomDb> dbs, TimeProvider time) : ICheck
{
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(5);

    public string Name => "mail routes";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var route in routes.All.Where(r => !r.IsOutbox))
        {
            var state = await route.StateAsync(cancel);
            if (state.IsStopped)
            {
                yield return $"mail: the route {route.Name} is stopped: {state.Reason} Look into it, then: broadside mail routes --resume {route.Name}";
            }
            if (route.Settings is { Kind: RouteKind.Relay, Tls: WireSecurity.None or WireSecurity.Offered } && !IsHere(route.Settings.Host))
            {
                yield return $"mail: the route {route.Name} sends to {route.Settings.Host} in the clear; who listens can read addresses and the password. Set its Tls to starttls or tls";
            }
            if (route.Settings.Kind == RouteKind.Relay && await route.GreetAsync(cancel) is { IsGood: false } answer)
            {
                yield return $"mail: the route {route.Name} ({route.Settings.Where}) does not work: {answer}";
            }
        }
        if (await LatestAsync(cancel) is { } latest && latest > time.GetUtcNow() + Leeway)
        {
            yield return $"clock: it says {time.GetUtcNow():yyyy-MM-dd HH:mm} UTC, and a mail was written at {latest:yyyy-MM-dd HH:mm}. Set the clock right: mail with a wrong date is taken for spam";
        }
    }

    private async Task<DateTimeOffset?> LatestAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Letter>().OrderByDescending(l => l.Number).Select(l => (DateTimeOffset?)l.CreatedAt).FirstOrDefaultAsync(cancel);
    }

    private static bool IsHere(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
