using Broadside.Articles;
using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Broadside.Site.Search;

/// <summary>
/// Brings into the index what is published and not there, or there in an older version: after a restore, or when its tables were
/// lost. With nothing to do it costs one look at the index's numbers.
/// </summary>
public sealed class CatchUpSearch(IDbContextFactory<NewsroomDb> dbs, IEngine engine, ISearchTables tables, Catalogue catalogue, ArticleReader reader) : IJob
{
    public const string JobKind = "search catch-up";

    private const int Batch = 100;

    public string Kind => JobKind;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var indexed = await IndexedAsync(cancel);
        var behind = new[] { ListKey.All, ListKey.Pages }
            .SelectMany(list => catalogue.Latest(list, int.MaxValue))
            .Where(entry => indexed.GetValueOrDefault(entry.Id) < entry.Version.Number)
            .ToList();
        foreach (var entries in behind.Chunk(Batch))
        {
            await WriteAsync(await reader.ReadAsync(entries, cancel), cancel);
        }
        if (indexed.Keys.Where(id => catalogue.ById(id) is { IsGone: true }).ToList() is { Count: > 0 } gone)
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            await using var writing = await db.BeginWritingAsync(cancel);
            await tables.RemoveAsync(db.Database.GetDbConnection(), db.Database.CurrentTransaction?.GetDbTransaction(), gone, cancel);
            await writing.CommitAsync(cancel);
        }
    }

    private async Task<Dictionary<string, int>> IndexedAsync(CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT article_id, number FROM search_docs";
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            numbers[rows.GetString(0)] = rows.GetInt32(1);
        }
        return numbers;
    }

    // What was published again since it was read has put its own row there.
    private async Task WriteAsync(IReadOnlyList<(CatalogueEntry Entry, ArticleContent Content)> read, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var rows = read
            .Where(r => catalogue.ById(r.Entry.Id)?.Version.Number == r.Entry.Version.Number)
            .Select(r => SearchRow.Of(r.Content, r.Entry.Version.Number))
            .ToList();
        await tables.WriteAsync(db.Database.GetDbConnection(), db.Database.CurrentTransaction?.GetDbTransaction(), rows, cancel);
        await writing.CommitAsync(cancel);
    }
}
