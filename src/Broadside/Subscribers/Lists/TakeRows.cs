using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers.Lists;

/// <summary>Takes a stretch of a list's rows in one transaction: all of it, or nothing.</summary>
public sealed class TakeRows(IDbContextFactory<NewsroomDb> dbs, Choices choices, Suppressions suppressions, ListGrowth growth, TimeProvider time)
{
    /// <param name="rows">As they stand in the file; somebody may be in it twice.</param>
    /// <param name="wishes">How.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>What became of them.</returns>
    public async Task<ImportedList> RunAsync(IReadOnlyList<ListRow> rows, ListWishes wishes, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var writing = wishes.DryRun ? null : await db.BeginWritingAsync(cancel);
        var keys = rows.Select(r => r.Address.Key).Distinct(StringComparer.Ordinal).ToList();
        var suppressed = await suppressions.AmongAsync(db, keys, cancel);
        var known = await db.Set<Subscriber>().Where(s => keys.Contains(s.AddressKey)).ToDictionaryAsync(s => s.AddressKey, StringComparer.Ordinal, cancel);
        var stretch = new Stretch(db, known, new HashSet<string>(suppressed.Keys, StringComparer.Ordinal), wishes);
        foreach (var row in rows)
        {
            await TakeAsync(stretch, row, cancel);
        }
        if (writing is not null)
        {
            db.ChangeTracker.DetectChanges();
            await db.SaveChangesAsync(cancel);
            await growth.CountAsync(db, ListEvent.Imported, stretch.Joined, cancel);
            await growth.CountAsync(db, ListEvent.Left, stretch.Gone, cancel);
            await writing.CommitAsync(cancel);
        }
        return stretch.Counted;
    }

    private async Task TakeAsync(Stretch stretch, ListRow row, CancellationToken cancel)
    {
        var isKnown = stretch.Known.TryGetValue(row.Address.Key, out var known);
        if (row.State is ListRowState.Left or ListRowState.Bounced or ListRowState.Complained)
        {
            await KeepAwayAsync(stretch, row, known, cancel);
        }
        else if ((Defence.IsOn("list-suppression") && stretch.IsAway(row.Address.Key)) || known is { IsOnList: false, State: not SubscriberState.Asked })
        {
            stretch.Counted.Suppressed++;
        }
        else if (stretch.IsSecond(row.Address.Key))
        {
            stretch.Counted.Unchanged++;
        }
        else if (!isKnown)
        {
            Add(stretch, row);
        }
        else if (known!.State == SubscriberState.Asked && row.HasConsent && !stretch.Wishes.AskAll)
        {
            Agree(known, row);
            stretch.Counted.Created++;
            stretch.Joined++;
        }
        else if (known.IsOnList && known.AskedAt is null && stretch.Wishes.AskAll)
        {
            (known.State, known.ChangedAt) = (SubscriberState.Asked, time.GetUtcNow());
            stretch.Counted.Asked++;
            stretch.Gone++;
        }
        else
        {
            stretch.Counted.Unchanged++;
        }
    }

    // Whom the old system was not to write to is not written to from here either. Who confirmed here since is not touched.
    private async Task KeepAwayAsync(Stretch stretch, ListRow row, Subscriber? known, CancellationToken cancel)
    {
        if (known is { IsOnList: true, AskedAt: not null })
        {
            stretch.Counted.Unchanged++;
            return;
        }
        stretch.Counted.Suppressed++;
        if (known is not null && (known.IsOnList || known.State == SubscriberState.Asked))
        {
            stretch.Gone += known.IsOnList ? 1 : 0;
            (known.State, known.LeftAt, known.ChangedAt) = (SubscriberState.Left, time.GetUtcNow(), time.GetUtcNow());
        }
        if (stretch.Wishes.DryRun)
        {
            stretch.Wishes.Trial.KeepAway(row.Address.Key);
        }
        else if (stretch.Suppressed.Add(row.Address.Key))
        {
            await suppressions.AddAsync(stretch.Db, row.Address.Key, row.State switch { ListRowState.Bounced => SuppressionReason.Bounced, ListRowState.Complained => SuppressionReason.Complained, _ => SuppressionReason.Left }, cancel);
        }
    }

    private void Add(Stretch stretch, ListRow row)
    {
        var now = time.GetUtcNow();
        var subscriber = new Subscriber
        {
            Address = row.Address.Text,
            AddressKey = row.Address.Key,
            State = SubscriberState.Asked,
            Cadence = row.Cadence,
            Topics = Subscriber.TopicsOf(row.Topics),
            Language = choices.Language(row.Language),
            Zone = choices.Zone(row.Zone),
            Hour = Choices.Hour(row.Hour),
            ConsentSource = row.ConsentSource,
            ConsentText = row.ConsentText,
            Source = "import " + stretch.Wishes.Name,
            CreatedAt = now,
            ChangedAt = now,
        };
        if (row.HasConsent && !stretch.Wishes.AskAll)
        {
            Agree(subscriber, row);
            stretch.Counted.Created++;
            stretch.Joined++;
        }
        else
        {
            stretch.Counted.Asked++;
            stretch.Counted.AskedForSource += row.HasDate && !row.HasConsent && !stretch.Wishes.AskAll ? 1 : 0;
        }
        stretch.Known.Add(row.Address.Key, subscriber);
        stretch.Db.Add(subscriber);
    }

    private void Agree(Subscriber subscriber, ListRow row)
    {
        (subscriber.State, subscriber.ConfirmedAt, subscriber.ConsentSource, subscriber.ConsentText, subscriber.ChangedAt) = (SubscriberState.Confirmed, row.ConfirmedAt, row.ConsentSource, row.ConsentText, time.GetUtcNow());
        if (row.State == ListRowState.Paused)
        {
            (subscriber.State, subscriber.PausedUntil) = (SubscriberState.Paused, row.PausedUntil);
        }
    }

    /// <summary>What one transaction knows and counts.</summary>
    private sealed class Stretch(NewsroomDb db, Dictionary<string, Subscriber> known, HashSet<string> suppressed, ListWishes wishes)
    {
        public NewsroomDb Db => db;

        public Dictionary<string, Subscriber> Known => known;

        public HashSet<string> Suppressed => suppressed;

        public ListWishes Wishes => wishes;

        public ImportedList Counted { get; } = new();

        public long Joined { get; set; }

        public long Gone { get; set; }

        public bool IsAway(string key) => suppressed.Contains(key) || (wishes.DryRun && wishes.Trial.IsAway(key));

        // A real run finds them in the table.
        public bool IsSecond(string key) => wishes.DryRun && !known.ContainsKey(key) && !wishes.Trial.See(key);
    }
}
