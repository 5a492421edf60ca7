using Broadside.Articles;
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
    private const int MostDossiers = 3;

    public async Task<Gathered> RunAsync(long fromSeq, DigestPlan plan, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var versions = await VersionsAsync(fromSeq, cancel);
        var toSeq = Last(versions, fromSeq, now);
        var firsts = versions.Where(v => v.Number == 1 && v.Seq <= toSeq).Select(v => catalogue.ById(v.Id)).OfType<CatalogueEntry>()
            .Where(e => !e.IsGone && !e.IsPage).OrderByDescending(e => e.PublishedAt).ToList();
        var news = firsts.Where(e => e.PublishedAt > now - Oldest).Take(MostArticles).ToList();
        if (news.Count == 0 && fromSeq == 0)
        {
            news = [.. firsts.Take(MostOfOld)];
        }
        var dropped = plan.Dropped.ToHashSet(StringComparer.Ordinal);
        var articles = (await reader.ReadAsync(news.Where(e => !dropped.Contains(e.Id)), cancel)).ToList();
        var order = plan.Order.Select((id, place) => (id, place)).ToDictionary(p => p.id, p => p.place, StringComparer.Ordinal);
        articles = [.. articles.OrderBy(a => order.GetValueOrDefault(a.Content.Id, int.MaxValue))];
        return new Gathered(toSeq, articles, await CorrectionsAsync(versions, toSeq, articles.Select(a => a.Content.Id).ToHashSet(StringComparer.Ordinal), now, cancel)) { Dossiers = await DossiersAsync(articles.Select(a => a.Content.Id), cancel) };
    }

    /// <summary>The one article of an alert, as it is now; nothing where it is not published any more.</summary>
    /// <param name="seq">Of its first version.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Gathered> OneAsync(long seq, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        var subject = await Sql.AskAsync(connection, "SELECT subject FROM versions WHERE seq = @seq", cancel, ("seq", seq)) as string;
        var found = subject is not null && catalogue.ById(subject["article/".Length..]) is { IsGone: false } entry ? await reader.ReadAsync([entry], cancel) : [];
        return new Gathered(seq, found, []) { Dossiers = await DossiersAsync(found.Select(f => f.Content.Id), cancel) };
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

    private async Task<List<(ArticleContent, Correction)>> CorrectionsAsync(List<(string Id, long Seq, int Number, DateTimeOffset At)> versions, long toSeq, HashSet<string> told, DateTimeOffset now, CancellationToken cancel)
    {
        var found = new List<(ArticleContent, Correction)>();
        foreach (var changed in versions.Where(v => v.Number > 1 && v.Seq <= toSeq).DistinctBy(v => v.Id))
        {
            if (!told.Contains(changed.Id) && catalogue.ById(changed.Id) is { IsGone: false, IsCorrected: true } entry && await reader.ReadAsync(entry, cancel) is { Corrections: [.., var last] } content && last.At > now - Oldest && last.At >= changed.At.AddMinutes(-5))
            {
                found.Add((content, last));
            }
        }
        return found;
    }

    // Up to the last one before the first that may still be undone.
    private long Last(List<(string Id, long Seq, int Number, DateTimeOffset At)> versions, long fromSeq, DateTimeOffset now)
    {
        var unsettled = versions.Select(v => catalogue.ById(v.Id)?.Version).Where(v => v is not null && v.SettledAt > now).Select(v => v!.Seq).DefaultIfEmpty(long.MaxValue).Min();
        return versions.Where(v => v.Seq < unsettled).Select(v => v.Seq).DefaultIfEmpty(fromSeq).Max();
    }

    private async Task<List<(string Id, long Seq, int Number, DateTimeOffset At)>> VersionsAsync(long fromSeq, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT subject, seq, number, at FROM versions WHERE seq > @from AND subject LIKE 'article/%' ORDER BY seq";
        Sql.Add(command, ("from", fromSeq));
        var versions = new List<(string, long, int, DateTimeOffset)>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            versions.Add((rows.GetString(0)["article/".Length..], rows.GetInt64(1), rows.GetInt32(2), Instants.At(rows.GetInt64(3))));
        }
        return versions;
    }
}
