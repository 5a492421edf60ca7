using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Wire;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Routes;

/// <summary>The ways out in the operator's order; where none is set, the outbox folder alone.</summary>
public sealed class MailRoutes(MailSettings settings, BaseAddress address, DataFolder folder, IDbContextFactory<NewsroomDb> dbs, IEngine engine, Alarms alarms, TimeProvider time) : IDisposable
{
    private readonly Lazy<IReadOnlyList<MailRoute>> all = new(() => settings.Routes.Count == 0
        ? [new MailRoute(new RouteSettings { Name = MailRoute.OutboxName, Sign = false }, null, folder, dbs, engine, alarms, time)]
        : [.. settings.Routes.Select(r => new MailRoute(r, Target(r, settings, address), folder, dbs, engine, alarms, time))]);

    public IReadOnlyList<MailRoute> All => all.Value;

    public void Dispose()
    {
        if (all.IsValueCreated)
        {
            all.Value.ToList().ForEach(r => r.Dispose());
        }
    }

    public MailRoute? Named(string name) => All.FirstOrDefault(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Those that may be used now, in order.</summary>
    public async Task<IReadOnlyList<MailRoute>> UsableAsync(CancellationToken cancel)
    {
        var usable = new List<MailRoute>();
        foreach (var route in All)
        {
            if (await route.IsUsableAsync(cancel))
            {
                usable.Add(route);
            }
        }
        return usable;
    }

    private static SmtpTarget Target(RouteSettings route, MailSettings settings, BaseAddress address) => new()
    {
        Host = route.Host,
        Port = route.Port,
        Security = route.Tls,
        User = route.User,
        Password = route.Password,
        Name = settings.HelloName ?? new Uri(address.Value).IdnHost,
    };
}
