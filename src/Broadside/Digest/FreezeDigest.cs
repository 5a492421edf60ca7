using System.Data.Common;
using System.Globalization;
using System.Text;
using Broadside.Articles;
using Broadside.Digest.Archive;
using Broadside.Digest.Composing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest;

/// <summary>
/// The cut-off: fixes what is told, then makes a body for each choice of readers and one row for each recipient, in stretches so
/// short that nobody at the desk waits for them. A freeze that was interrupted goes on where it stopped, and two programs at the
/// same one do each stretch once; nothing is sent before the last.
/// </summary>
public sealed class FreezeDigest(IDbContextFactory<NewsroomDb> dbs, IEngine engine, GatherDigest gather, ComposeDigest compose, AddChoices choices, ArchiveDrafts archive, VersionStore versions, LinkLedger links, AuditLog audit, IOutlet outlet, TimeProvider time)
{
    private const long Stretch = 5_000;

    // So often in a row a stretch may find that somebody has just chosen what nobody had, or that another program has done it.
    private const int MostTries = 50;

    // The theme's gate: Gmail cuts a message off at 102 KB.
    public const int HeaviestHtml = 95_000;

    /// <param name="number">An open digest, or one whose freeze was interrupted.</param>
    /// <param name="isReleased">An editor, or the command line, lets go what would be held.</param>
    /// <param name="progress">Hears the part that is done.</param>
    /// <param name="cancel">Interrupts it.</param>
    public async Task<Outcome<DigestRow>> RunAsync(long number, bool isReleased, Action<double>? progress, CancellationToken cancel)
    {
        Gathered? gathered = null;
        await using (var db = await dbs.CreateDbContextAsync(cancel))
        {
            if (await db.Set<DigestRow>().SingleOrDefaultAsync(d => d.Number == number, cancel) is not { } open)
            {
                return new Refusal("digest", $"There is no digest {number}.");
            }
            if (open.State == DigestState.Open)
            {
                (gathered, var refusal) = await BeginAsync(db, open, isReleased, cancel);
                if (refusal is not null)
                {
                    return refusal;
                }
            }
        }
        var digest = await ReadAsync(number, cancel);
        if (digest.State == DigestState.Freezing)
        {
            digest = await FillAsync(digest, gathered, progress, cancel);
        }
        return digest.State == DigestState.Frozen ? digest : new Refusal("digest_state", $"Digest {number} is {digest.State.ToString().ToLowerInvariant()} already.");
    }

    internal static string Cadence(DigestKind kind) => kind switch
    {
        DigestKind.Weekly => "weekly",
        DigestKind.Alert => "every",
        _ => "daily",
    };

    // What is told and its signed record in one transaction: all of it or nothing. Neither, and no refusal, where another program was quicker.
    private async Task<(Gathered? Gathered, Refusal? Refusal)> BeginAsync(NewsroomDb db, DigestRow digest, bool isReleased, CancellationToken cancel)
    {
        var plan = EditDigest.Plan(digest);
        var gathered = digest.Kind == DigestKind.Alert ? await gather.OneAsync(digest.FromSeq, cancel) : await gather.RunAsync(digest, plan, cancel);
        if (gathered.IsEmpty)
        {
            return (null, new Refusal("digest_empty", "Nothing was published since the last digest, so there is nothing to send."));
        }
        if (gathered.IsUnsettled)
        {
            return (null, new Refusal("digest_waits", "What it tells can still be undone. It goes when that is over."));
        }
        if (versions.CannotPublish is { } noKey)
        {
            return (null, noKey);
        }
        var (number, seen) = (digest.Number, (digest.Subject, digest.Note, digest.Plan, digest.HeldBecause, digest.SendAt));
        var now = time.GetUtcNow();
        // It is called after the day on which it goes, whichever it was meant for.
        if (!digest.Day.StartsWith(OpenDigest.DateOf(now, outlet), StringComparison.Ordinal))
        {
            digest.Day = await OpenDigest.NameAsync(db, digest.Kind, now, outlet, cancel, except: number);
        }
        var faults = isReleased || plan.IsReleased ? [] : await FaultsAsync(digest, gathered, cancel);
        if (faults.Count > 0)
        {
            var held = HeldReason.Write(faults);
            await db.Set<DigestRow>().Where(d => d.Number == number && d.State == DigestState.Open && d.HeldBecause == null).ExecuteUpdateAsync(d => d.SetProperty(x => x.HeldBecause, held), cancel);
            return (null, new Refusal("digest_held", $"It is held for an editor: {string.Join(' ', faults.Select(f => f.Message))}"));
        }
        Mishap.Here("digest composed");
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var current = await db.Set<DigestRow>().AsNoTracking().SingleAsync(d => d.Number == number, cancel);
        if (current.State != DigestState.Open)
        {
            return (null, null);
        }
        if (seen != (current.Subject, current.Note, current.Plan, current.HeldBecause, current.SendAt))
        {
            return (null, new Refusal("digest_changed", "Somebody changed it in this moment. Look at it, then try again."));
        }
        (digest.ToSeq, digest.State, digest.FrozenAt, digest.HeldBecause) = (gathered.ToSeq, DigestState.Freezing, WholeSecond(now), null);
        (digest.SendAt, digest.ExpiresAt) = (digest.SendAt > now ? now : digest.SendAt, now + (digest.Kind == DigestKind.Weekly ? TimeSpan.FromDays(3) : TimeSpan.FromHours(48)));
        // With it the folder remembers that this digest goes, whatever becomes of the database.
        await audit.AddAsync(db, Actor.Newsroom, "send digest", $"digest/{digest.Day}", "", cancel);
        await db.SaveChangesAsync(cancel);
        foreach (var (_, content) in gathered.Articles)
        {
            await db.Database.ExecuteSqlAsync($"INSERT INTO digest_told (kind, subject, digest) VALUES ({DigestRow.Word(digest.Kind)}, {Article.Subject(content.Id)}, {number}) ON CONFLICT (kind, subject) DO NOTHING", cancel);
        }
        await versions.CommitAsync(db, writing, archive.Of(digest, gathered), cancel);
        return (gathered, null);
    }

    // Of each language what a reader of everything gets: who chose topics gets no more than that.
    private async Task<List<HeldReason>> FaultsAsync(DigestRow digest, Gathered gathered, CancellationToken cancel)
    {
        var views = gathered.Languages.Select(l => compose.View(digest, gathered, l, "", AddChoices.Hole)).OfType<DigestView>().ToList();
        var strange = Defence.IsOn("digest-strange-link") ? await links.NeverLinkedAsync([.. views.SelectMany(WrittenLinks.Hosts).Distinct(StringComparer.Ordinal)], cancel) : [];
        return
        [
            .. views.Where(v => Encoding.UTF8.GetByteCount(compose.Html(v)) > HeaviestHtml).Select(v => new HeldReason("heavy", v.Language)),
            .. strange.Select(host => new HeldReason("link", host)),
        ];
    }

    private async Task<DigestRow> FillAsync(DigestRow digest, Gathered? gathered, Action<double>? progress, CancellationToken cancel)
    {
        await choices.RunAsync(digest, gathered, cancel);
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        var last = Convert.ToInt64(await Sql.AskAsync(connection, "SELECT max(number) FROM subscribers", cancel) ?? 0L, CultureInfo.InvariantCulture);
        for (var tries = 0; digest.State == DigestState.Freezing && digest.FrozenUpto < last;)
        {
            var before = digest.FrozenUpto;
            if (!await FillStretchAsync(connection, digest, Math.Min(last, before + Stretch), cancel))
            {
                await choices.RunAsync(digest, gathered, cancel);
            }
            digest = await ReadAsync(digest.Number, cancel);
            tries = digest.FrozenUpto > before ? 0 : tries + 1;
            if (tries > MostTries)
            {
                throw new InvalidOperationException($"Digest {digest.Number} cannot be frozen: the choices of some readers have no body, however often one is made.");
            }
            progress?.Invoke((double)digest.FrozenUpto / last);
            await engine.LetOthersWriteAsync(cancel);
        }
        await Sql.RunAsync(connection, "UPDATE digests SET state = 'frozen' WHERE number = @number AND state = 'freezing' AND frozen_upto >= @last", cancel, ("number", digest.Number), ("last", last));
        return await ReadAsync(digest.Number, cancel);
    }

    // False where somebody's choice has no body yet, because they chose after the bodies were made: nothing is kept of the stretch.
    private static async Task<bool> FillStretchAsync(DbConnection connection, DigestRow digest, long upto, CancellationToken cancel)
    {
        (string Name, object? Value)[] which = [("digest", digest.Number), ("after", digest.FrozenUpto), ("upto", upto), ("cadence", Cadence(digest.Kind))];
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Who moves the mark does the stretch: another program at it waits here, and then finds the mark moved.
        if (await Sql.RunAsync(connection, transaction, "UPDATE digests SET frozen_upto = @upto WHERE number = @digest AND state = 'freezing' AND frozen_upto = @after", cancel, which) == 0)
        {
            return true;
        }
        var rows = await Sql.RunAsync(
            connection, transaction,
            """
            INSERT INTO deliveries (digest, subscriber, body, due_at, state, attempt, doubts, code)
            SELECT @digest, s.number, r.body, h.due_at, 'pending', 0, 0, 0 FROM subscribers s
            JOIN digest_readers r ON r.digest = @digest AND r.language = s.language AND r.topics = s.topics
            JOIN digest_hours h ON h.digest = @digest AND h.zone = s.zone AND h.hour = COALESCE(s.hour, -1)
            WHERE s.number > @after AND s.number <= @upto AND s.state = 'confirmed' AND s.cadence = @cadence AND r.body >= 0
            """,
            cancel, which);
        if (await IsSomebodyLeftOutAsync(connection, transaction, which, cancel))
        {
            return false;
        }
        await Sql.RunAsync(connection, transaction, "UPDATE digests SET frozen = frozen + @rows WHERE number = @digest", cancel, ("rows", (long)rows), ("digest", digest.Number));
        Mishap.Here("freeze stretch");
        await transaction.CommitAsync(cancel);
        return true;
    }

    private static async Task<bool> IsSomebodyLeftOutAsync(DbConnection connection, DbTransaction transaction, (string Name, object? Value)[] which, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            SELECT 1 FROM subscribers s
            LEFT JOIN digest_readers r ON r.digest = @digest AND r.language = s.language AND r.topics = s.topics
            LEFT JOIN digest_hours h ON h.digest = @digest AND h.zone = s.zone AND h.hour = COALESCE(s.hour, -1)
            WHERE s.number > @after AND s.number <= @upto AND s.state = 'confirmed' AND s.cadence = @cadence AND (r.digest IS NULL OR h.digest IS NULL)
              AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.digest = @digest AND d.subscriber = s.number)
            LIMIT 1
            """;
        Sql.Add(command, which);
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    private async Task<DigestRow> ReadAsync(long number, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DigestRow>().AsNoTracking().SingleAsync(d => d.Number == number, cancel);
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
}
