using System.Data.Common;
using System.Globalization;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Record.Anchoring;
using Broadside.Record.Dossiers;
using Broadside.Storage;

namespace Broadside.Digest.Composing;

/// <summary>
/// What was published since the last digest, by the sequence of publication and not by the clock: a late article is in the next
/// one, none is in two. What may still be undone waits; so does everything published after it. What was withdrawn at one
/// cut-off and is back at the next is told then, unless an earlier digest of the kind has told it.
/// </summary>
public sealed class GatherDigest(IEngine engine, Catalogue catalogue, ArticleReader reader, DossierArchive dossiers, TimeProvider time)
{
    // What an import brings over is no news. A first digest of an outlet without news takes its newest.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(10);

    // A week's news, and what was too much for the week before.
    private static readonly TimeSpan OldestOfWeek = TimeSpan.FromDays(17);

    private const int MostOfOld = 12;

    // As many as a message holds when all of them are headlines.
    private const int MostArticles = 300;
    private const int MostCorrections = 40;
    private const int MostDossiers = 3;

    // So many are looked at in one go, and more where an import has brought over more: no news is hidden behind it.
    private const int MostLookedAt = 2000;
    private const int Stretch = 200;

    /// <summary>What it would tell if it were frozen now.</summary>
    /// <param name="digest">Open.</param>
    /// <param name="plan">The editor's order, and what is left out.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Gathered> RunAsync(DigestRow digest, DigestPlan plan, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        var toSeq = await LastAsync(connection, digest.FromSeq, cancel);
        var news = await NewAsync(connection, Since(now - (digest.Kind == DigestKind.Weekly ? OldestOfWeek : Oldest)), digest, toSeq, int.MaxValue, cancel);
        if (news.Count == 0 && digest.FromSeq == 0)
        {
            news = await NewAsync(connection, catalogue.Latest(ListKey.All, MostLookedAt), digest, toSeq, MostOfOld, cancel);
        }
        // What is too much waits for the next one, which begins behind the last that is told.
        var later = Math.Max(0, news.Count - MostArticles);
        if (later > 0)
        {
            toSeq = news.Select(n => n.Seq).Order().ElementAt(MostArticles - 1);
            news = [.. news.Where(n => n.Seq <= toSeq)];
        }
        var gathered = await MakeAsync(connection, digest, plan, [.. news.Select(n => n.Entry)], toSeq, now, cancel);
        return gathered with { Later = later };
    }

    /// <summary>What a digest tells that is being frozen: the articles that were written down as told, as they are now.</summary>
    public async Task<Gathered> AgainAsync(DigestRow digest, CancellationToken cancel)
    {
        if (digest.Kind == DigestKind.Alert)
        {
            return await OneAsync(digest.FromSeq, cancel);
        }
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        var told = new List<CatalogueEntry>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT subject FROM digest_told WHERE digest = @digest";
            Sql.Add(command, ("digest", digest.Number));
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                if (catalogue.ById(Article.IdOf(rows.GetString(0))) is { IsGone: false } entry)
                {
                    told.Add(entry);
                }
            }
        }
        var newest = told.OrderByDescending(e => e.PublishedAt).ThenByDescending(e => e.Id, StringComparer.Ordinal).ToList();
        return await MakeAsync(connection, digest, EditDigest.Plan(digest), newest, digest.ToSeq, digest.FrozenAt ?? time.GetUtcNow(), cancel);
    }

    /// <summary>The one article of an alert, as it is now; nothing where it is not published any more.</summary>
    /// <param name="seq">Of its first version.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Gathered> OneAsync(long seq, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        var entry = await Sql.AskAsync(connection, "SELECT subject FROM versions WHERE seq = @seq", cancel, ("seq", seq)) is string subject ? catalogue.ById(Article.IdOf(subject)) : null;
        var found = entry is { IsGone: false } ? await reader.ReadAsync([entry], cancel) : [];
        return new Gathered(seq, found, [])
        {
            Dossiers = await DossiersAsync(found.Select(f => f.Content.Id), cancel),
            Edition = await EditionFacts.ReadAsync(connection, cancel),
            Spoken = catalogue.Languages(),
            IsUnsettled = entry is { IsGone: false } && entry.Version.IsUnsettled(time.GetUtcNow()),
        };
    }

    private async Task<Gathered> MakeAsync(DbConnection connection, DigestRow digest, DigestPlan plan, IReadOnlyList<CatalogueEntry> news, long toSeq, DateTimeOffset now, CancellationToken cancel)
    {
        var dropped = plan.Dropped.ToHashSet(StringComparer.Ordinal);
        var order = plan.Order.Distinct(StringComparer.Ordinal).Select((id, place) => (id, place)).ToDictionary(p => p.id, p => p.place, StringComparer.Ordinal);
        var articles = (await reader.ReadAsync(news.Where(e => !dropped.Contains(e.Id)), cancel)).OrderBy(a => order.GetValueOrDefault(a.Content.Id, int.MaxValue)).ToList();
        // Of what is new the text is right already, and what an editor left out is not told by its correction either.
        var corrections = await CorrectionsAsync(connection, digest.FromSeq, toSeq, news.Select(e => e.Id).Concat(dropped).ToHashSet(StringComparer.Ordinal), now, cancel);
        return new Gathered(toSeq, articles, corrections) { Dossiers = await DossiersAsync(articles.Select(a => a.Content.Id), cancel), Edition = await EditionFacts.ReadAsync(connection, cancel) };
    }

    // Newest first, however many there are.
    private List<CatalogueEntry> Since(DateTimeOffset oldest)
    {
        for (var count = MostLookedAt; ; count *= 2)
        {
            var latest = catalogue.Latest(ListKey.All, count);
            if (latest.Count < count || latest[^1].PublishedAt <= oldest)
            {
                return [.. latest.Where(e => e.PublishedAt > oldest)];
            }
        }
    }

    // What is told of each is what its articles still say.
    private async Task<IReadOnlyList<ToldDossier>> DossiersAsync(IEnumerable<string> articles, CancellationToken cancel)
    {
        var told = new List<ToldDossier>();
        foreach (var line in articles.SelectMany(dossiers.Of).DistinctBy(d => d.Slug).Take(MostDossiers))
        {
            if (await dossiers.ReadAsync(line.Slug, cancel) is not { } dossier)
            {
                continue;
            }
            var contents = await reader.ReadAsync(dossier.Articles.Select(catalogue.ById).OfType<CatalogueEntry>(), cancel);
            if (LiveAnchors.Keep(dossier, contents.ToDictionary(c => c.Content.Id, c => BlockText.Of(c.Content), StringComparer.Ordinal)).Story is [.., var last])
            {
                told.Add(new ToldDossier(dossier.Slug, dossier.Title, dossier.Language, last.Text, dossier.Articles));
            }
        }
        return told;
    }

    // Of articles that were changed since, those whose last correction was made with or after the first of these changes.
    private async Task<List<(ArticleContent, Correction)>> CorrectionsAsync(DbConnection connection, long fromSeq, long toSeq, HashSet<string> told, DateTimeOffset now, CancellationToken cancel)
    {
        var found = new List<(ArticleContent, Correction)>();
        var changed = catalogue.Latest(ListKey.Corrected, int.MaxValue).Where(e => e.Version.Seq > fromSeq && e.Version.Number > 1 && !told.Contains(e.Id)).OrderByDescending(e => e.Version.Seq).Take(Stretch).ToList();
        var since = await AskAsync(connection, "SELECT v.subject, min(v.at) FROM versions v WHERE v.number > 1 AND v.seq > @from AND v.seq <= @to", changed, fromSeq, toSeq, cancel);
        foreach (var entry in changed.Where(e => since.ContainsKey(e.Id)).OrderBy(e => since[e.Id]).ThenBy(e => e.Version.Seq))
        {
            if (found.Count < MostCorrections && await reader.ReadAsync(entry, cancel) is { Corrections: [.., var last] } content && last.At > now - Oldest && last.At >= Instants.At(since[entry.Id]).AddMinutes(-5))
            {
                found.Add((content, last));
            }
        }
        return found;
    }

    // Up to the last one before the first that may still be undone.
    private async Task<long> LastAsync(DbConnection connection, long fromSeq, CancellationToken cancel)
    {
        var unsettled = catalogue.UnsettledOf(ListKey.All).Select(u => u.Now.Version.Seq).DefaultIfEmpty(long.MaxValue).Min();
        var last = await Sql.AskAsync(connection, "SELECT seq FROM versions WHERE seq > @from AND seq < @unsettled AND subject LIKE 'article/%' ORDER BY seq DESC LIMIT 1", cancel, ("from", fromSeq), ("unsettled", unsettled));
        return Convert.ToInt64(last ?? fromSeq, CultureInfo.InvariantCulture);
    }

    // Those that readers had not before and got in between, and that no other digest of the kind has told, newest first.
    private static async Task<List<(CatalogueEntry Entry, long Seq)>> NewAsync(DbConnection connection, IReadOnlyList<CatalogueEntry> entries, DigestRow digest, long toSeq, int most, CancellationToken cancel)
    {
        const string Came = """
            SELECT v.subject, max(v.seq) FROM versions v LEFT JOIN versions b ON b.subject = v.subject AND b.number = v.number - 1
            WHERE v.seq > @from AND v.seq <= @to AND v.kind IN ('publish', 'correct') AND (v.number = 1 OR b.kind IN ('takedown', 'remove'))
              AND NOT EXISTS (SELECT 1 FROM digest_told t WHERE t.kind = @kind AND t.subject = v.subject AND t.digest <> @digest)
            """;
        var found = new List<(CatalogueEntry Entry, long Seq)>();
        foreach (var stretch in entries.Chunk(Stretch).TakeWhile(_ => found.Count < most))
        {
            var came = await AskAsync(connection, Came, stretch, digest.FromSeq, toSeq, cancel, ("kind", DigestRow.Word(digest.Kind)), ("digest", digest.Number));
            found.AddRange(stretch.Where(e => came.ContainsKey(e.Id)).Take(most - found.Count).Select(e => (e, came[e.Id])));
        }
        return found;
    }

    // By the key (subject, number), however many versions there are.
    private static async Task<Dictionary<string, long>> AskAsync(DbConnection connection, string sql, IReadOnlyList<CatalogueEntry> entries, long fromSeq, long toSeq, CancellationToken cancel, params (string Name, object? Value)[] more)
    {
        var answers = new Dictionary<string, long>(StringComparer.Ordinal);
        if (entries.Count == 0)
        {
            return answers;
        }
        await using var command = connection.CreateCommand();
        command.CommandText = $"{sql} AND v.subject IN ({string.Join(',', entries.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@s{i}")))}) GROUP BY v.subject";
        Sql.Add(command, [("from", fromSeq), ("to", toSeq), .. more, .. entries.Select((e, i) => (string.Create(CultureInfo.InvariantCulture, $"s{i}"), (object?)Article.Subject(e.Id)))]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            answers[Article.IdOf(rows.GetString(0))] = rows.GetInt64(1);
        }
        return answers;
    }
}
