using System.Data.Common;
using System.Text;
using System.Text.Json;

namespace Broadside.Site.Search;

/// <summary>FTS5, without a copy of the texts. It reads matches from the highest number down, so the newest come first at no cost.</summary>
internal sealed class SqliteSearchTables : ISearchTables
{
    // Stands between parts, so that no phrase reaches across.
    private const string Gap = " ¶ ";

    public async Task WriteAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<SearchRow> rows, CancellationToken cancel)
    {
        await RemoveAsync(connection, transaction, [.. rows.Select(r => r.ArticleId)], cancel);
        var places = await SearchPlace.GiveAsync(rows, wishes => TakenAsync(connection, transaction, wishes, cancel));
        await using var doc = Command(connection, transaction, "INSERT INTO search_docs (doc, article_id, number, impacts) VALUES (@a, @b, @c, @d)", 4);
        await using var head = Command(connection, transaction, "INSERT INTO search_head (rowid, title, standfirst, people) VALUES (@a, @b, @c, @d)", 4);
        await using var text = Command(connection, transaction, "INSERT INTO search_text (rowid, words) VALUES (@a, @b)", 2);
        // FTS5 writes its buffer out whenever numbers do not rise.
        foreach (var row in rows.OrderBy(r => places[r.ArticleId]))
        {
            var place = places[row.ArticleId];
            await RunAsync(doc, cancel, place, row.ArticleId, row.Number, row.Impacts);
            await RunAsync(head, cancel, place, Part(row.Text, 0, 1), Part(row.Text, 1, row.Text.PeopleFrom), Part(row.Text, row.Text.PeopleFrom, row.Text.BodyFrom));
            await RunAsync(text, cancel, place, Part(row.Text, 0, int.MaxValue));
        }
    }

    public async Task RemoveAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<string> articleIds, CancellationToken cancel)
    {
        var docs = await LongsAsync(connection, transaction, "SELECT doc FROM search_docs WHERE article_id IN (SELECT value FROM json_each(@a))", JsonSerializer.Serialize(articleIds), cancel);
        foreach (var table in docs.Count == 0 ? [] : new[] { ("search_head", "rowid"), ("search_text", "rowid"), ("search_docs", "doc") })
        {
            await using var delete = Command(connection, transaction, $"DELETE FROM {table.Item1} WHERE {table.Item2} = @a", 1);
            foreach (var doc in docs)
            {
                await RunAsync(delete, cancel, doc);
            }
        }
    }

    public async Task<IReadOnlyList<SearchHit>> FindAsync(DbConnection connection, SearchQuery query, bool inHead, SearchScope scope, CancellationToken cancel)
    {
        var table = inHead ? "search_head" : "search_text";
        await using var find = Command(connection, null, $"SELECT article_id, number, impacts FROM (SELECT rowid AS found FROM {table} WHERE {table} MATCH @a ORDER BY rowid DESC LIMIT @b) JOIN search_docs ON doc = found", 2);
        find.Parameters[0].Value = Match(query);
        find.Parameters[1].Value = scope.Limit;
        var hits = new List<SearchHit>();
        await using var reader = await find.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            hits.Add(new SearchHit(reader.GetString(0), reader.GetInt32(1), reader.GetString(2)));
        }
        return hits;
    }

    /// <summary>In FTS5's query language, every word in quotes: nothing that was typed is read as an operator.</summary>
    internal static string Match(SearchQuery query)
    {
        var wanted = string.Join(" AND ", query.Wanted.Select(Any));
        return query.Excluded.Count == 0 ? wanted : $"({wanted}) NOT ({string.Join(" OR ", query.Excluded.Select(Any))})";
    }

    private static string Any(SearchTerm term) =>
        $"({string.Join(" OR ", term.Forms.Select(f => $"\"{string.Join(' ', f.Stems)}\"{(f.IsPrefix ? " *" : "")}"))})";

    private static string Part(SearchableText text, int from, int to)
    {
        var words = new StringBuilder();
        var part = -1;
        foreach (var word in text.Words)
        {
            if (word.Part >= from && word.Part < to)
            {
                words.Append(words.Length == 0 ? "" : word.Part == part ? " " : Gap).Append(word.Stem);
                part = word.Part;
            }
        }
        return words.ToString();
    }

    private static async Task<IReadOnlySet<long>> TakenAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<long> wishes, CancellationToken cancel) =>
        (await LongsAsync(connection, transaction, "SELECT doc FROM search_docs WHERE doc IN (SELECT value FROM json_each(@a))", JsonSerializer.Serialize(wishes), cancel)).ToHashSet();

    private static async Task<IReadOnlyList<long>> LongsAsync(DbConnection connection, DbTransaction? transaction, string sql, string value, CancellationToken cancel)
    {
        await using var command = Command(connection, transaction, sql, 1);
        command.Parameters[0].Value = value;
        var longs = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            longs.Add(reader.GetInt64(0));
        }
        return longs;
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@{(char)('a' + i)}";
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private static Task RunAsync(DbCommand command, CancellationToken cancel, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
        return command.ExecuteNonQueryAsync(cancel);
    }
}
