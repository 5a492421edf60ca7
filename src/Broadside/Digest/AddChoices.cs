using System.Text.Json;
using Broadside.Digest.Body;
using Broadside.Digest.Composing;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest;

/// <summary>
/// Makes the body of a digest that is being frozen for each choice of language and topics that has none yet, and notes when each
/// hour of readers is. Choices that come to the same articles share one body. However often, and by however many programs, it is
/// run: what stands stays.
/// </summary>
public sealed class AddChoices(IDbContextFactory<NewsroomDb> dbs, IEngine engine, GatherDigest gather, ComposeDigest compose, IOutlet outlet)
{
    /// <summary>Where a recipient's token goes.</summary>
    internal static readonly string Hole = QuotedPrintable.Hole.ToString();

    // There is nothing for such a reader.
    private const int NoBody = -1;

    // So many are written in one transaction: a desk that wants to write waits no longer than for these.
    private const int AtOnce = 20;
    private const int RowsAtOnce = 200;

    // So late after its hour a digest still counts as on time: who chose that same hour gets it today.
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <param name="digest">Its state is freezing.</param>
    /// <param name="known">What it tells, where that is known; null: as it was written down.</param>
    /// <param name="cancel">Interrupts it.</param>
    public async Task RunAsync(DigestRow digest, Gathered? known, CancellationToken cancel)
    {
        var missing = await MissingAsync(digest, cancel);
        if (missing.Count == 0)
        {
            return;
        }
        var gathered = known ?? await gather.AgainAsync(digest, cancel);
        var made = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var some in missing.Select(c => (c.Language, c.Topics)).Distinct().Chunk(AtOnce))
        {
            await KeepBodiesAsync(digest, gathered, some, made, cancel);
            await engine.LetOthersWriteAsync(cancel);
        }
        foreach (var some in missing.Select(c => (c.Zone, c.Hour)).Distinct().Chunk(RowsAtOnce))
        {
            await KeepHoursAsync(digest, some, cancel);
            await engine.LetOthersWriteAsync(cancel);
        }
    }

    private async Task<IReadOnlyList<Choice>> MissingAsync(DigestRow digest, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT s.language, s.topics, s.zone, COALESCE(s.hour, -1) FROM subscribers s
            LEFT JOIN digest_readers r ON r.digest = @digest AND r.language = s.language AND r.topics = s.topics
            LEFT JOIN digest_hours h ON h.digest = @digest AND h.zone = s.zone AND h.hour = COALESCE(s.hour, -1)
            WHERE s.state = 'confirmed' AND s.cadence = @cadence AND (r.digest IS NULL OR h.digest IS NULL)
            GROUP BY s.language, s.topics, s.zone, COALESCE(s.hour, -1)
            """;
        Sql.Add(command, ("digest", digest.Number), ("cadence", FreezeDigest.Cadence(digest.Kind)));
        var choices = new List<Choice>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            choices.Add(new Choice(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetInt32(3)));
        }
        return choices;
    }

    private async Task KeepBodiesAsync(DigestRow digest, Gathered gathered, (string Language, string Topics)[] some, Dictionary<string, int> made, CancellationToken cancel)
    {
        var fresh = new Dictionary<string, FrozenBody>(StringComparer.Ordinal);
        var keys = new List<(string Language, string Topics, string? Key)>();
        foreach (var (language, topics) in some)
        {
            var words = gathered.LanguageFor(language, outlet.Language);
            var key = KeyOf(gathered, words, topics, language);
            keys.Add((language, topics, key));
            if (key is not null && !made.ContainsKey(key) && !fresh.ContainsKey(key) && compose.View(digest, gathered, words, topics, Hole, language) is { } view)
            {
                fresh[key] = MakeBody.Run(made.Count + fresh.Count, digest.Number, view.Language, view.Subject, compose.Text(view), compose.Html(view));
            }
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var next = (await db.Database.SqlQuery<int>($"SELECT COALESCE(max(number), -1) + 1 AS \"Value\" FROM digest_bodies WHERE digest = {digest.Number}").ToListAsync(cancel))[0];
        foreach (var (key, body) in fresh)
        {
            await db.Database.ExecuteSqlAsync($"INSERT INTO digest_bodies (digest, number, language, subject, content_type, bytes, holes) VALUES ({digest.Number}, {next}, {body.Language}, {body.Subject}, {body.ContentType}, {body.Bytes}, {JsonSerializer.Serialize(body.Holes)})", cancel);
            made[key] = next++;
        }
        foreach (var (language, topics, key) in keys)
        {
            var body = key is null ? NoBody : made.GetValueOrDefault(key, NoBody);
            await db.Database.ExecuteSqlAsync($"INSERT INTO digest_readers (digest, language, topics, body) VALUES ({digest.Number}, {language}, {topics}, {body}) ON CONFLICT (digest, language, topics) DO NOTHING", cancel);
        }
        await writing.CommitAsync(cancel);
    }

    private async Task KeepHoursAsync(DigestRow digest, (string Zone, int Hour)[] some, CancellationToken cancel)
    {
        var frozenAt = digest.FrozenAt!.Value;
        var from = digest.SendAt < frozenAt && digest.SendAt > frozenAt - Late ? digest.SendAt : frozenAt;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        foreach (var (zone, hour) in some)
        {
            var due = Instants.Micros(hour < 0 ? frozenAt : LocalHour.Next(zone, hour, from));
            await db.Database.ExecuteSqlAsync($"INSERT INTO digest_hours (digest, zone, hour, due_at) VALUES ({digest.Number}, {zone}, {hour}, {due}) ON CONFLICT (digest, zone, hour) DO NOTHING", cancel);
        }
        await writing.CommitAsync(cancel);
    }

    // What such a reader's message is made of; null: of nothing.
    private static string? KeyOf(Gathered gathered, string words, string topics, string language)
    {
        var articles = gathered.For(words, topics);
        var corrections = gathered.CorrectionsFor(words, topics, language);
        return articles.Count + corrections.Count == 0 ? null : $"{words}\n{string.Join(' ', articles.Select(a => a.Id))}\n{string.Join(' ', corrections.Select(c => c.Content.Id))}";
    }

    private sealed record Choice(string Language, string Topics, string Zone, int Hour);
}
