using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Outgoing;

/// <summary>Adds and stops hooks. The secret is told once, to whoever adds it; here it is kept sealed.</summary>
public sealed class KeepHook(IDbContextFactory<NewsroomDb> dbs, GatherNotices gather, Secrets secrets, GivingSettings settings, AuditLog audit, Ids ids, TimeProvider time)
{
    private const int Most = 10;
    private const int LongestAddress = 500;

    public sealed record Added(OutgoingHook Hook, string Secret);

    public static string Purpose(string id) => "giving-hook/" + id;

    public async Task<Outcome<Added>> AddAsync(string? address, IReadOnlyCollection<string> events, Actor who, CancellationToken cancel)
    {
        var isAddress = Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri) && uri.ToString().Length <= LongestAddress && uri.UserInfo.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || (settings.PrivateHooks && uri.Scheme == Uri.UriSchemeHttp));
        if (!isAddress || (!settings.PrivateHooks && await OutsideClient.IsLocalAsync(uri!.Host, cancel)))
        {
            return new Refusal("hook_address", "Write a whole address that begins with https:// and is not one of the local network.", "address");
        }
        var heard = OutgoingEvents.All.Where(events.Contains).ToList();
        if (heard.Count == 0)
        {
            return new Refusal("hook_events", "Choose at least one thing to be told of.", "events");
        }
        // What happened before it was added is not told to it.
        await gather.RunAsync(cancel);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<OutgoingHook>().CountAsync(h => h.StoppedAt == null, cancel) >= Most)
        {
            return new Refusal("hook_many", "There are ten already. Stop one first.", "address");
        }
        var (id, secret) = (ids.New(), Convert.ToHexStringLower(Ids.NewSecret(24)));
        var hook = new OutgoingHook { Id = id, Address = uri!.ToString(), Secret = secrets.Seal(Purpose(id), secret), Events = string.Join(' ', heard), MadeBy = who.Id, MadeAt = time.GetUtcNow() };
        db.Add(hook);
        await audit.AddAsync(db, who, "add hook", $"hook/{id}", $"{uri.Host}: {hook.Events}", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return new Added(hook, secret);
    }

    public async Task<Outcome<OutgoingHook>> StopAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<OutgoingHook>().SingleOrDefaultAsync(h => h.Id == id && h.StoppedAt == null, cancel) is not { } hook)
        {
            return new Refusal("gone", "It was stopped already.");
        }
        hook.StoppedAt = time.GetUtcNow();
        await db.Set<OutgoingNotice>().Where(n => n.Hook == id && n.State == NoticeFate.Waiting).ExecuteUpdateAsync(n => n.SetProperty(x => x.State, NoticeFate.Failed), cancel);
        await audit.AddAsync(db, who, "stop hook", $"hook/{id}", new Uri(hook.Address).Host, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return hook;
    }
}
