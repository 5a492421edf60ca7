using System.Globalization;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Mail.Inbound;
using Broadside.Storage;
using Broadside.Subscribers;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest.Ledger;

/// <summary>
/// Takes back the bounces of readers whom a digest has reached since. That a server accepted a message does not mean that it
/// arrived: it may come back for days. So a delivery counts once <see cref="Quiet"/> has passed and this very message did not come
/// back, and it takes back only what was heard before it was accepted. A mailbox whose every digest comes back after days still
/// adds up to its end. Nothing is noted, so nothing is lost in a crash: every run works it out anew, from the few readers who have a bounce at all.
/// </summary>
public sealed class ClearBounces(IDbContextFactory<NewsroomDb> dbs, IEngine engine, MailToken tokens, TakeBackBounces takeBack, TimeProvider time) : IJob
{
    public const string JobKind = "digest.bounces";

    /// <summary>RFC 5321 §4.5.4.1: a server gives up after four or five days; one more for its word to come here.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromDays(6);

    // A digest is accepted for three days at most; the fourth is for a newsroom that was switched off.
    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(4);
    private const int Stretch = 500;

    public string Kind => JobKind;

    public bool IsLong => true;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var upto = time.GetUtcNow() - Quiet;
        var from = upto - LookedBack;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var digests = await db.Set<DigestRow>().Where(d => d.FrozenAt > from && d.FrozenAt <= upto && d.Frozen > 0).Select(d => d.Number).ToListAsync(cancel);
        for (var after = 0L; digests.Count > 0;)
        {
            var readers = await db.Set<Subscriber>().Where(s => s.SoftBounces > 0 && s.State == SubscriberState.Confirmed && s.Number > after).OrderBy(s => s.Number).Select(s => s.Number).Take(Stretch).ToListAsync(cancel);
            if (readers.Count == 0)
            {
                return;
            }
            var arrived = await ArrivedAsync(db, digests, readers, upto, cancel);
            await using var writing = await db.BeginWritingAsync(cancel);
            await takeBack.RunAsync(db, arrived, cancel);
            await writing.CommitAsync(cancel);
            after = readers[^1];
        }
    }

    // When the last message to each was accepted that did not come back.
    private async Task<Dictionary<long, DateTimeOffset>> ArrivedAsync(NewsroomDb db, List<long> digests, List<long> readers, DateTimeOffset upto, CancellationToken cancel)
    {
        var accepted = new List<(string Token, long Reader, DateTimeOffset At)>();
        var numbers = string.Join(',', readers.Select(r => r.ToString(CultureInfo.InvariantCulture)));
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        foreach (var digest in digests)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT subscriber, settled_at FROM deliveries WHERE digest = @digest AND subscriber IN ({numbers}) AND state = 'accepted' AND settled_at <= @upto";
            Sql.Add(command, ("digest", digest), ("upto", Instants.Micros(upto)));
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                accepted.Add((tokens.Make(MailTokenUse.Digest, digest, rows.GetInt64(0)), rows.GetInt64(0), Instants.At(rows.GetInt64(1))));
            }
        }
        var sent = accepted.Select(a => a.Token).ToList();
        var returned = (await db.Set<KeptReturn>().Where(r => sent.Contains(r.Token) && r.Kind != MailReturn.Auto).Select(r => r.Token).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        return accepted.Where(a => !returned.Contains(a.Token)).GroupBy(a => a.Reader).ToDictionary(g => g.Key, g => g.Max(a => a.At));
    }
}
