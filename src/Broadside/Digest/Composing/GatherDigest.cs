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
/// one, none is in two. What may still be undone waits; so does everything published after it.
/// </summary>
public sealed class GatherDigest(IEngine engine, Catalogue catalogue, ArticleReader reader, DossierArchive dossiers, TimeProvider time)
{
    // What an import brings over is no news. A first digest of an outlet without news takes its newest.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(10);
    private const int MostOfOld = 12;
    private const int MostArticles = 40;
    private const int MostCorrections = 40;
    private const int MostDossiers = 3;

    // Whatever an import has brought over, so many at most are looked at: by the catalogue's order, so that no news is hidden behind it.
    private const int MostLookedAt = 2000;
    private const int Stretch = 200;

    public async Task<Gathered> RunAsync(long fromSeq, DigestPlan plan, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        var toSeq = await LastAsync(connection, fromSeq, cancel);
        var latest = catalogue.Latest(ListKey.All, MostLookedAt);
        var news = await FirstAsync(connection, [.. latest.Where(e => e.PublishedAt > now - Oldest)], fromSeq, toSeq, MostArticles, cancel);
        if (news.Count == 0 && fromSeq == 0)
        {
            news = await FirstAsync(connection, latest, fromSeq, toSeq, MostOfOld, cancel);
        }
        var dropped = plan.Dropped.ToHashSet(StringComparer.Ordinal);
        var articles = (await reader.ReadAsync(news.Where(e => !dropped.Contains(e.Id)), cancel)).ToList();
        var order = plan.Order.Select((id, place) => (id, place)).ToDictionary(p => p.id, p => p.place, StringComparer.Ordinal);
        articles = [.. articles.OrderBy(a => order.GetValueOrDefault(a.Content.Id, int.MaxValue))];
        return new Gathered(toSeq, articles, await CorrectionsAsync(connection, fromSeq, toSeq, articles.Select(a => a.Content.Id).ToHashSet(StringComparer.Ordinal), now, cancel)) { Dossiers = await DossiersAsync(articles.Select(a => a.Content.Id), cancel), Edition = await EditionFacts.ReadAsync(connection, cancel) };
    }

    /// <summary>The one article of an alert, as it is now; nothing where it is not published any more.</summary>
    /// <param name="seq">Of its first version.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Gathered> OneAsync(long seq, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        var subject = await Sql.AskAsync(connection, "SELECT subject FROM versions WHERE seq = @seq", cancel, ("seq", seq)) as string;
        var found = subject is not null && catalogue.ById(subject["article/".Length..]) is { IsGone: false } entry ? await reader.ReadAsync([entry], cancel) : [];
        return new Gathered(seq, found, []) { Dossiers = await DossiersAsync(found.Select(f => f.Content.Id), cancel), Edition = await EditionFacts.ReadAsync(connection, cancel) };
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
        var since = await AskAsync(connection, "SELECT subject, min(at) FROM versions WHERE number > 1 AND seq > @from AND seq <= @to", "GROUP BY subject", changed, fromSeq, toSeq, cancel);
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

    // Those that were first published in between, newest first. As a rule the first stretch holds them all.
    private static async Task<List<CatalogueEntry>> FirstAsync(DbConnection connection, IReadOnlyList<CatalogueEntry> entries, long fromSeq, long toSeq, int most, CancellationToken cancel)
    {
        var found = new List<CatalogueEntry>();
        foreach (var stretch in entries.Chunk(Stretch).TakeWhile(_ => found.Count < most))
        {
            var firsts = await AskAsync(connection, "SELECT subject, seq FROM versions WHERE number = 1 AND seq > @from AND seq <= @to", "", stretch, fromSeq, toSeq, cancel);
            found.AddRange(stretch.Where(e => firsts.ContainsKey(e.Id)).Take(most - found.Count));
        }
        return found;
    }

    // By the key (subject, number), however many versions there are.
    private static async Task<Dictionary<string, long>> AskAsync(DbConnection connection, string sql, string end, IReadOnlyList<CatalogueEntry> entries, long fromSeq, long toSeq, CancellationToken cancel)
    {
        var answers = new Dictionary<string, long>(StringComparer.Ordinal);
        if (entries.Count == 0)
        {
            return answers;
        }
        await using var command = connection.CreateCommand();
        command.CommandText = $"{sql} AND subject IN ({string.Join(',', entries.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@s{i}")))}) {end}";
        Sql.Add(command, [("from", fromSeq), ("to", toSeq), .. entries.Select((e, i) => (string.Create(CultureInfo.InvariantCulture, $"s{i}"), (object?)Article.Subject(e.Id)))]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            answers[Article.IdOf(rows.GetString(0))] = rows.GetInt64(1);
        }
        return answers;
    }
}
