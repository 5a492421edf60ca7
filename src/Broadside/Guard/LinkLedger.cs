using System.Runtime.CompilerServices;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>Which outside hosts this newsroom has linked to, since when and by whom: written with every version, asked before the next one.</summary>
public sealed class LinkLedger(IDbContextFactory<NewsroomDb> dbs, VersionSeal seal)
{
    /// <summary>Those of the hosts that no version ever linked to, in the given order.</summary>
    public async Task<IReadOnlyList<string>> NeverLinkedAsync(IReadOnlyList<string> hosts, CancellationToken cancel)
    {
        if (hosts.Count == 0)
        {
            return [];
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var known = await db.Set<LinkHost>().Where(h => hosts.Contains(h.Host)).Select(h => h.Host).ToListAsync(cancel);
        return [.. hosts.Except(known, StringComparer.Ordinal)];
    }

    /// <summary>Those of the hosts that are new here: no version ever linked to them, or the first that did was published at the desk after that instant.</summary>
    public async Task<IReadOnlyList<string>> NewAsync(IReadOnlyList<string> hosts, DateTimeOffset since, CancellationToken cancel)
    {
        var fresh = (await NeverLinkedAsync(hosts, cancel)).ToList();
        if (fresh.Count == hosts.Count)
        {
            return fresh;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var recent = await db.Set<LinkHost>().AsNoTracking().Where(h => hosts.Contains(h.Host) && h.FirstSeenAt > since)
            .Join(db.Set<VersionRow>().AsNoTracking(), h => new { h.Subject, Number = h.Version }, v => new { v.Subject, v.Number }, (h, v) => new { h.Host, Row = v })
            .ToListAsync(cancel);
        fresh.AddRange(recent.Where(r => seal.Read(r.Row)?.Who != Actor.Operator.Id).Select(r => r.Host));
        return fresh;
    }

    /// <summary>Every host, the one that came last first.</summary>
    public async IAsyncEnumerable<LinkHost> AllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await foreach (var host in db.Set<LinkHost>().AsNoTracking().OrderByDescending(h => h.FirstSeenAt).ThenBy(h => h.Host).AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return host;
        }
    }

    /// <summary>Notes the hosts of new versions within the transaction that makes them; the caller saves.</summary>
    internal static async Task StageAsync(NewsroomDb db, IReadOnlyList<VersionDraft> drafts, IReadOnlyList<VersionRow> rows, CancellationToken cancel)
    {
        var first = new Dictionary<string, (VersionRow Row, string Who)>(StringComparer.Ordinal);
        foreach (var (draft, row) in drafts.Zip(rows))
        {
            foreach (var host in draft.Hosts)
            {
                first.TryAdd(host, (row, draft.Who.Id));
            }
        }
        if (first.Count == 0)
        {
            return;
        }
        var hosts = first.Keys.ToList();
        var known = (await db.Set<LinkHost>().Where(h => hosts.Contains(h.Host)).Select(h => h.Host).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        db.AddRange(first.Where(f => !known.Contains(f.Key)).Select(f => new LinkHost { Host = f.Key, FirstSeenAt = f.Value.Row.At, Subject = f.Value.Row.Subject, Version = f.Value.Row.Number, Who = f.Value.Who, State = LinkHostState.Known }));
    }
}
