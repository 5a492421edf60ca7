using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Broadside.Digest.Archive;
using Broadside.Digest.Body;
using Broadside.Digest.Composing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest;

/// <summary>
/// The cut-off: makes the bodies, then one row for each recipient, in stretches so short that nobody at the desk waits for them.
/// A freeze that was interrupted goes on where it stopped; nothing is sent before its last stretch.
/// </summary>
public sealed class FreezeDigest(IDbContextFactory<NewsroomDb> dbs, IEngine engine, GatherDigest gather, ComposeDigest compose, ArchiveDrafts archive, VersionStore versions, IOutlet outlet, TimeProvider time)
{
    private const long Stretch = 5_000;

    // The theme's gate: Gmail cuts a message off at 102 KB.
    public const int HeaviestHtml = 95_000;

    /// <param name="number">An open digest, or one whose freeze was interrupted.</param>
    /// <param name="isReleased">An editor, or the command line, lets go what would be held.</param>
    /// <param name="progress">Hears the part that is done.</param>
    /// <param name="cancel">Interrupts it.</param>
    public async Task<Outcome<DigestRow>> RunAsync(long number, bool isReleased, Action<double>? progress, CancellationToken cancel)
    {
        DigestRow digest;
        await using (var db = await dbs.CreateDbContextAsync(cancel))
        {
            if (await db.Set<DigestRow>().SingleOrDefaultAsync(d => d.Number == number, cancel) is not { } found)
            {
                return new Refusal("digest", $"There is no digest {number}.");
            }
            digest = found;
            if (digest.State == DigestState.Open && await BeginAsync(db, digest, isReleased, cancel) is { } refusal)
            {
                return refusal;
            }
        }
        if (digest.State == DigestState.Freezing)
        {
            await FillAsync(digest, progress, cancel);
        }
        return digest.State == DigestState.Frozen ? digest : new Refusal("digest_state", $"Digest {number} is {digest.State.ToString().ToLowerInvariant()} already.");
    }

    // Bodies, hours and readers' choices in one transaction: all of it or nothing.
    private async Task<Refusal?> BeginAsync(NewsroomDb db, DigestRow digest, bool isReleased, CancellationToken cancel)
    {
        var plan = JsonSerializer.Deserialize<DigestPlan>(digest.Plan, CanonicalJson.Options) ?? new DigestPlan();
        var gathered = digest.Kind == DigestKind.Alert ? await gather.OneAsync(digest.FromSeq, cancel) : await gather.RunAsync(digest.FromSeq, plan, cancel);
        if (gathered.IsEmpty)
        {
            return new Refusal("digest_empty", "Nothing was published since the last digest, so there is nothing to send.");
        }
        if (versions.CannotPublish is { } noKey)
        {
            return noKey;
        }
        var choices = await ChoicesAsync(digest, cancel);
        var (bodies, readers, faults) = MakeBodies(digest, gathered, choices);
        if (faults.Count > 0 && !isReleased && !plan.IsReleased)
        {
            digest.HeldBecause = HeldReason.Write(faults);
            await db.SaveChangesAsync(cancel);
            return new Refusal("digest_held", $"It is held for an editor: {string.Join(' ', faults.Select(f => f.Message))}");
        }
        var now = time.GetUtcNow();
        (digest.ToSeq, digest.State, digest.FrozenAt, digest.HeldBecause) = (gathered.ToSeq, DigestState.Freezing, WholeSecond(now), null);
        (digest.SendAt, digest.ExpiresAt) = (digest.SendAt > now ? now : digest.SendAt, now + (digest.Kind == DigestKind.Weekly ? TimeSpan.FromDays(3) : TimeSpan.FromHours(48)));
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        await db.SaveChangesAsync(cancel);
        await KeepAsync(db, digest, bodies, readers, choices, now, cancel);
        await versions.CommitAsync(db, writing, archive.Of(digest, gathered), cancel);
        return null;
    }

    private (List<FrozenBody> Bodies, Dictionary<(string Language, string Topics), int> Readers, List<HeldReason> Faults) MakeBodies(DigestRow digest, Gathered gathered, IReadOnlyList<Choice> choices)
    {
        var bodies = new List<FrozenBody>();
        var readers = new Dictionary<(string, string), int>();
        var made = new Dictionary<(string, string), int>();
        var faults = new List<HeldReason>();
        var hole = QuotedPrintable.Hole.ToString();
        // The archive's, and the reader's who chose nothing.
        foreach (var (language, topics) in choices.Select(c => (c.Language, c.Topics)).Prepend((outlet.Language, "")).Distinct())
        {
            var words = gathered.LanguageFor(language, outlet.Language);
            if (!made.TryGetValue((words, topics), out var number))
            {
                number = -1;
                if (compose.View(digest, gathered, words, topics, hole) is { } view)
                {
                    number = bodies.Count;
                    var html = compose.Html(view);
                    if (System.Text.Encoding.UTF8.GetByteCount(html) > HeaviestHtml)
                    {
                        faults.Add(new HeldReason("heavy", words));
                    }
                    bodies.Add(MakeBody.Run(number, digest.Number, view.Language, view.Subject, compose.Text(view), html));
                }
                made[(words, topics)] = number;
            }
            if (number >= 0)
            {
                readers[(language, topics)] = number;
            }
        }
        return (bodies, readers, [.. faults.Distinct()]);
    }

    private async Task<IReadOnlyList<Choice>> ChoicesAsync(DigestRow digest, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT language, topics, zone, COALESCE(hour, -1) FROM subscribers WHERE state = 'confirmed' AND cadence = @cadence GROUP BY language, topics, zone, COALESCE(hour, -1)";
        Sql.Add(command, ("cadence", Cadence(digest.Kind)));
        var choices = new List<Choice>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            choices.Add(new Choice(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetInt32(3)));
        }
        return choices;
    }

    private async Task KeepAsync(NewsroomDb db, DigestRow digest, List<FrozenBody> bodies, Dictionary<(string Language, string Topics), int> readers, IReadOnlyList<Choice> choices, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var body in bodies)
        {
            await db.Database.ExecuteSqlAsync($"INSERT INTO digest_bodies (digest, number, language, subject, content_type, bytes, holes) VALUES ({digest.Number}, {body.Number}, {body.Language}, {body.Subject}, {body.ContentType}, {body.Bytes}, {JsonSerializer.Serialize(body.Holes)})", cancel);
        }
        foreach (var (choice, body) in readers)
        {
            await db.Database.ExecuteSqlAsync($"INSERT INTO digest_readers (digest, language, topics, body) VALUES ({digest.Number}, {choice.Language}, {choice.Topics}, {body})", cancel);
        }
        foreach (var (zone, hour) in choices.Select(c => (c.Zone, c.Hour)).Distinct())
        {
            var due = Instants.Micros(hour < 0 ? now : LocalHour.Next(zone, hour, now));
            await db.Database.ExecuteSqlAsync($"INSERT INTO digest_hours (digest, zone, hour, due_at) VALUES ({digest.Number}, {zone}, {hour}, {due})", cancel);
        }
    }

    private async Task FillAsync(DigestRow digest, Action<double>? progress, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        var last = Convert.ToInt64(await Sql.AskAsync(connection, "SELECT max(number) FROM subscribers", cancel) ?? 0L, CultureInfo.InvariantCulture);
        while (digest.FrozenUpto < last)
        {
            var upto = Math.Min(last, digest.FrozenUpto + Stretch);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            var rows = await Sql.RunAsync(
                connection, transaction,
                """
                INSERT INTO deliveries (digest, subscriber, body, due_at, state, attempt, doubts, code)
                SELECT @digest, s.number, r.body, h.due_at, 'pending', 0, 0, 0 FROM subscribers s
                JOIN digest_readers r ON r.digest = @digest AND r.language = s.language AND r.topics = s.topics
                JOIN digest_hours h ON h.digest = @digest AND h.zone = s.zone AND h.hour = COALESCE(s.hour, -1)
                WHERE s.number > @after AND s.number <= @upto AND s.state = 'confirmed' AND s.cadence = @cadence
                """,
                cancel, ("digest", digest.Number), ("after", digest.FrozenUpto), ("upto", upto), ("cadence", Cadence(digest.Kind)));
            (digest.FrozenUpto, digest.Frozen) = (upto, digest.Frozen + rows);
            await NoteAsync(connection, transaction, digest, cancel);
            Mishap.Here("freeze stretch");
            await transaction.CommitAsync(cancel);
            progress?.Invoke((double)upto / last);
            await engine.LetOthersWriteAsync(cancel);
        }
        digest.State = DigestState.Frozen;
        await NoteAsync(connection, null, digest, cancel);
    }

    private static Task<int> NoteAsync(DbConnection connection, DbTransaction? transaction, DigestRow digest, CancellationToken cancel) => Sql.RunAsync(
        connection, transaction,
        "UPDATE digests SET frozen_upto = @upto, frozen = @frozen, state = @state WHERE number = @number AND state = 'freezing'",
        cancel, ("upto", digest.FrozenUpto), ("frozen", digest.Frozen), ("state", digest.State.ToString().ToLowerInvariant()), ("number", digest.Number));

    internal static string Cadence(DigestKind kind) => kind switch
    {
        DigestKind.Weekly => "weekly",
        DigestKind.Alert => "every",
        _ => "daily",
    };

    private static DateTimeOffset WholeSecond(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());

    private sealed record Choice(string Language, string Topics, string Zone, int Hour);
}
