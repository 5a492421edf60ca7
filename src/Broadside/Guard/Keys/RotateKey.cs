using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard.Keys;

/// <summary>
/// Makes a new site key. The old one's signatures stay good for its time; of a key that was in other hands only what an
/// edition from before held is believed, and the rest waits for an owner. Cut short, it is ended by running it again.
/// </summary>
public sealed class RotateKey(IDbContextFactory<NewsroomDb> dbs, KeyRing keys, TurnKey turn, DoubtVersions doubt, CertifySiteKey certify, PublishKeyFacts facts, AuditLog audit, Ids ids, TimeProvider time)
{
    /// <summary>What came of it; keys by their ids.</summary>
    public sealed record Rotated(string Old, string New, bool IsCertified, int Doubted);

    /// <param name="Root">Certifies the new key.</param>
    /// <param name="CompromisedAt">Since when the old key was in other hands.</param>
    /// <param name="WithoutRoot">The new key goes uncertified for a while: there is no time to fetch the paper.</param>
    public sealed record Order(RootKey? Root = null, DateTimeOffset? CompromisedAt = null, bool WithoutRoot = false);

    public async Task<Outcome<Rotated>> RunAsync(Order order, Actor who, CancellationToken cancel)
    {
        if (WhyNot(order) is { } refusal)
        {
            return refusal;
        }
        var row = await BeginAsync(order, who, cancel);
        Mishap.Here("turn noted");
        if (row.OldKey == keys.SiteKeyId)
        {
            await turn.RunAsync(last => Make(order, row, last), cancel);
        }
        if (order.Root is { } root && keys.Certificate is null)
        {
            keys.Certify(root.Certify(keys.SitePublicKey, time.GetUtcNow() + CertifySiteKey.Lasts));
        }
        Mishap.Here("key turned");
        await facts.RunAsync("rotated key", $"{row.OldKey} → {keys.SiteKeyId}", who, cancel);
        Mishap.Here("key told");
        var doubted = row.CompromisedAt is { } since ? await doubt.RunAsync(row, since, cancel) : 0;
        (row.NewKey, row.DoneAt) = (keys.SiteKeyId, time.GetUtcNow());
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        db.Update(row);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return new Rotated(row.OldKey, keys.SiteKeyId, keys.Certificate is not null, doubted);
    }

    private Refusal? WhyNot(Order order)
    {
        if (!keys.CanSign)
        {
            return new Refusal("no_key", KeyRing.NoSecret);
        }
        if (order.CompromisedAt > time.GetUtcNow())
        {
            return new Refusal("future", "That day has not come yet.", "compromised");
        }
        if (order.Root is { } root)
        {
            return certify.WhyNot(root, replace: false);
        }
        return certify.Root is not null && !order.WithoutRoot
            ? new Refusal("root_needed", "A root key vouches for this site key: type its words, or say --without-root and certify the new key later with `broadside keys root --certify`.")
            : null;
    }

    private async Task<KeyTurnRow> BeginAsync(Order order, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var row = await db.Set<KeyTurnRow>().Where(t => t.DoneAt == null).OrderBy(t => t.AskedAt).FirstOrDefaultAsync(cancel);
        if (row is null)
        {
            row = new KeyTurnRow { Id = ids.New(), OldKey = keys.SiteKeyId, CompromisedAt = order.CompromisedAt, AskedBy = who.Id, AskedAt = time.GetUtcNow() };
            db.Add(row);
            await audit.AddAsync(db, who, "rotate key", "keys", $"{row.OldKey}{(order.CompromisedAt is { } at ? $", in other hands since {at:yyyy-MM-dd HH:mm} UTC" : "")}", cancel);
        }
        row.CompromisedAt ??= order.CompromisedAt;
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return row;
    }

    private KeyTurn Make(Order order, KeyTurnRow row, long last)
    {
        var (now, (line, secret)) = (time.GetUtcNow(), KeyRing.NewKey());
        return new KeyTurn(line, secret, new RetiredKey(keys.SitePublicKey, now, last) { CompromisedAt = row.CompromisedAt })
        {
            Certificate = order.Root?.Certify(line, now + CertifySiteKey.Lasts),
        };
    }
}
