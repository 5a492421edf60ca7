using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Broadside.Site.Search;

/// <summary>
/// <c>tsvector</c>, written out word by word, so that the server's own parser and dictionaries have no say. A GIN index
/// knows no order: each text also carries the stretches of time in which it lies as words ("~17:1234"), and the newest stretches are
/// asked first.
/// </summary>
internal sealed class PostgresSearchTables : ISearchTables
{
    // A place shifted right by so many bits names a stretch: 4.5 hours, 1.5 days, 12 days, 3 months, 2 years.
    private static readonly int[] Stretches = [14, 17, 20, 23, 26];
    private const int MostStretches = 8;
    private const int LastPosition = 16_383;

    public async Task WriteAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<SearchRow> rows, CancellationToken cancel)
    {
        await RemoveAsync(connection, transaction, [.. rows.Select(r => r.ArticleId)], cancel);
        var places = await SearchPlace.GiveAsync(rows, wishes => TakenAsync(connection, transaction, wishes, cancel));
        await using var insert = Command(
            connection,
            transaction,
            "INSERT INTO search_docs (doc, article_id, number, impacts, head, words) SELECT d, a, n, i, h::tsvector, w::tsvector FROM unnest($1, $2, $3, $4, $5, $6) AS t (d, a, n, i, h, w)",
            [rows.Select(r => places[r.ArticleId]).ToArray(),
            rows.Select(r => r.ArticleId).ToArray(),
            rows.Select(r => r.Number).ToArray(),
            rows.Select(r => r.Impacts).ToArray(),
            rows.Select(r => Vector(r.Text, r.Text.BodyFrom, places[r.ArticleId])).ToArray(),
            rows.Select(r => Vector(r.Text, int.MaxValue, places[r.ArticleId])).ToArray()]);
        await insert.ExecuteNonQueryAsync(cancel);
    }

    public async Task RemoveAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<string> articleIds, CancellationToken cancel)
    {
        await using var delete = Command(connection, transaction, "DELETE FROM search_docs WHERE article_id = ANY ($1)", [articleIds.ToArray()]);
        await delete.ExecuteNonQueryAsync(cancel);
    }

    public async Task<IReadOnlyList<SearchHit>> FindAsync(DbConnection connection, SearchQuery query, bool inHead, SearchScope scope, CancellationToken cancel)
    {
        var hits = new List<SearchHit>();
        foreach (var horizon in scope.Horizons.Select(h => Since(h, scope.Newest)).Append(null))
        {
            hits.Clear();
            // doc + 0: else the planner may walk the table by its key and unpack every text on the way.
            await using var find = Command(
                connection,
                null,
                $"SELECT article_id, number, impacts FROM search_docs WHERE {(inHead ? "head" : "words")} @@ $1::tsquery ORDER BY doc + 0 DESC LIMIT $2",
                [Match(query, horizon), scope.Limit]);
            await using var reader = await find.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                hits.Add(new SearchHit(reader.GetString(0), reader.GetInt32(1), reader.GetString(2)));
            }
            if (hits.Count == scope.Limit)
            {
                break;
            }
        }
        return hits;
    }

    /// <summary>As <c>tsquery</c>, every word in quotes; with <paramref name="since"/>, only what was published since (and a little before).</summary>
    internal static string Match(SearchQuery query, string? since)
    {
        var parts = query.Wanted.Select(Any).Concat(query.Excluded.Select(t => "!" + Any(t)));
        return string.Join(" & ", since is null ? parts : parts.Prepend(since));
    }

    // In the longest stretches that are short enough to be few; null when there are none such: then everything is asked.
    private static string? Since(long horizon, long newest)
    {
        foreach (var bits in Stretches)
        {
            var (first, last) = (horizon >> bits, newest >> bits);
            if (last - first < MostStretches)
            {
                return $"({string.Join(" | ", Enumerable.Range(0, (int)(last - first) + 1).Select(i => $"'{Stretch((first + i) << bits, bits)}'"))})";
            }
        }
        return null;
    }

    private static string Any(SearchTerm term) =>
        $"({string.Join(" | ", term.Forms.Select(f => string.Join(" <-> ", f.Stems.Select((s, i) => $"'{s}'{(f.IsPrefix && i == f.Stems.Count - 1 ? ":*" : "")}"))))})";

    private static string Vector(SearchableText text, int before, long place)
    {
        var positions = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        for (var i = 0; i < text.Words.Count && text.Words[i].Part < before; i++)
        {
            var word = text.Words[i];
            var at = positions.TryGetValue(word.Stem, out var known) ? known.Append(',') : positions[word.Stem] = new StringBuilder();
            // One position is left out between parts, so that no phrase reaches across.
            at.Append(CultureInfo.InvariantCulture, $"{Math.Min(i + word.Part + 1, LastPosition)}");
        }
        var vector = new StringBuilder(8192);
        foreach (var bits in Stretches)
        {
            vector.Append('\'').Append(Stretch(place, bits)).Append("' ");
        }
        foreach (var (stem, at) in positions)
        {
            vector.Append('\'').Append(stem).Append("':").Append(at).Append(' ');
        }
        return vector.ToString();
    }

    private static string Stretch(long place, int bits) => string.Create(CultureInfo.InvariantCulture, $"~{bits}:{place >> bits}");

    private static async Task<IReadOnlySet<long>> TakenAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<long> wishes, CancellationToken cancel)
    {
        await using var command = Command(connection, transaction, "SELECT doc FROM search_docs WHERE doc = ANY ($1)", [wishes.ToArray()]);
        var taken = new HashSet<long>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            taken.Add(reader.GetInt64(0));
        }
        return taken;
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql, IReadOnlyList<object> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        return command;
    }
}
