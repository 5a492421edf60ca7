using Broadside.Guard;
using Broadside.Import;
using Broadside.Import.Sample;
using Broadside.Media;
using Broadside.Storage;
using Broadside.Tests.Import.WordPress;
using Broadside.Tests.Site;

namespace Broadside.Tests.Guard;

/// <summary>Somebody writes into every column of every table, one after another, while the newsroom is served: no reader ever gets a letter of it.</summary>
[Trait("Suite", "slow")]
public sealed class EveryColumnTests
{
    private const string Mark = "zqxvjkwp";
    private const int TablesAtOnce = 6;

    // The tables' own record of their steps: whoever changes it only stops the next start.
    private static readonly string[] NotReaders = ["schema_steps"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>In the usual run readers come after every few tables, in the long one after each column. What was written stays: the last readers come after all of it.</summary>
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Whatever_is_written_into_the_database_no_public_address_shows_it(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        var walk = new PublicWalk(newsroom.Client);
        var files = newsroom.Get<MediaStore>().All().Select(sha => MediaAddress.Original(sha, "pdf")).ToList();
        var before = await WalkAsync(walk, files);
        Assert.True(before.Count > 150, $"only {before.Count} addresses were found");
        var columns = await ColumnsAsync(newsroom, engine);
        Assert.True(columns.Count > 60, $"only {columns.Count} columns were found");

        var written = 0;
        var groups = TestSize.IsLong
            ? columns.Select(c => (Name: $"{c.Table}.{c.Column}", Columns: new[] { c }))
            : columns.GroupBy(c => c.Table).Chunk(TablesAtOnce).Select(some => (Name: string.Join(", ", some.Select(t => t.Key)), Columns: some.SelectMany(t => t).ToArray()));
        foreach (var group in groups)
        {
            foreach (var (table, column) in group.Columns)
            {
                written += await WriteAsync(newsroom, engine, table, column);
            }
            // Nothing in memory may hide it.
            await newsroom.RestartAsync();
            var shown = await WalkAsync(walk, files);
            Assert.Empty(shown.Where(a => a.Value.Contains(Mark, StringComparison.OrdinalIgnoreCase)).Select(a => $"{group.Name} at {a.Key}"));
            // Not hidden by showing nothing: every page is as it was. A search finds less when its index is altered, until that catches up.
            Assert.All(before.Where(a => !a.Key.StartsWith("/search", StringComparison.Ordinal)), a => Assert.Equal((group.Name, a.Key, a.Value), (group.Name, a.Key, shown.GetValueOrDefault(a.Key))));
        }
        Assert.True(written > 500, $"only {written} values were written");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_was_written_into_the_tables_of_people_and_topics_is_not_signed_along_with_the_next_import(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        foreach (var (table, column) in (await ColumnsAsync(newsroom, engine)).Where(c => c.Table is "people" or "topics" && c.Column is not ("slug" or "links")))
        {
            Assert.True(await WriteAsync(newsroom, engine, table, column) > 0);
        }
        using var folder = new TempFolder();
        var post = Wxr.Post(1, "<p>New words.</p>").Replace("<wp:post_id>", "<dc:creator>newcomer</dc:creator><category domain=\"category\" nicename=\"new-topic\">New topic</category><wp:post_id>", StringComparison.Ordinal);

        var outcome = await newsroom.Get<ImportWordPress>().RunAsync([Wxr.File(folder, post)], new ImportOptions(), (_, _) => { }, Cancel);

        Assert.Equal((1, 1), (outcome.Value?.Counts.People, outcome.Value?.Counts.Topics));
        await newsroom.RestartAsync();
        var shown = await WalkAsync(new PublicWalk(newsroom.Client), ["/people/newcomer/", "/topics/new-topic/"]);
        Assert.Empty(shown.Where(a => a.Value.Contains(Mark, StringComparison.OrdinalIgnoreCase)).Select(a => a.Key));
        Assert.Contains("New words.", shown["/topics/new-topic/feed.xml"], StringComparison.Ordinal);
    }

    // What a reader's machine gets of each address; a search says again what was asked.
    private static async Task<Dictionary<string, string>> WalkAsync(PublicWalk walk, IReadOnlyList<string> also)
    {
        var answers = await walk.RunAsync([.. also, $"/search?q={Mark}", "/search?q=harbour", "/search?q=text"]);
        return answers.ToDictionary(a => a.Key, a => $"{(int)a.Value.Status} {a.Value.Head} {a.Value.Text}".Replace(a.Key.StartsWith("/search", StringComparison.Ordinal) ? Mark : "\0", "", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<(string Table, string Column)>> ColumnsAsync(HostedNewsroom newsroom, string engine)
    {
        await using var connection = await newsroom.Get<IEngine>().OpenAsync(readOnly: true, Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = engine == Engines.Sqlite
            ? "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND lower(p.type) = 'text' ORDER BY m.name, p.cid"
            : "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN ('text', 'tsvector') ORDER BY table_name, ordinal_position";
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var columns = new List<(string, string)>();
        while (await reader.ReadAsync(Cancel))
        {
            columns.Add((reader.GetString(0), reader.GetString(1)));
        }
        return [.. columns.Where(c => !NotReaders.Contains(c.Item1))];
    }

    // As its owner can: past triggers and references. What is JSON stays JSON, so that it is not refused for its form alone.
    private static Task<int> WriteAsync(HostedNewsroom newsroom, string engine, string table, string column)
    {
        var value = table == "search_docs" && column is ("head" or "words")
            ? $"to_tsvector('simple', '{Mark}')"
            : $"""CASE WHEN {column} LIKE '%"text":"%' THEN replace({column}, '"text":"', '"text":"{Mark} ') WHEN {column} LIKE '%"name":"%' THEN replace({column}, '"name":"', '"name":"{Mark} ') WHEN {column} LIKE '[%' THEN '["https://{Mark}.example/"]' ELSE coalesce({column}, '') || '{Mark}' || {(engine == Engines.Sqlite ? "hex(randomblob(8))" : "ctid")} END""";
        var free = engine == Engines.Sqlite
            ? "PRAGMA foreign_keys = OFF; DROP TRIGGER IF EXISTS audit_never_changes; DROP TRIGGER IF EXISTS audit_never_shrinks; DROP TRIGGER IF EXISTS audit_texts_never_change; "
            : "SET session_replication_role = replica; ";
        return newsroom.AlterAsync($"{free}UPDATE {table} SET {column} = {value}");
    }

    private static async Task<HostedNewsroom> OpenAsync(string engine)
    {
        var newsroom = await HostedNewsroom.StartAsync(engine);
        await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, Cancel);
        var outcome = await newsroom.Get<ImportWordPress>().RunAsync([Wxr.Everything], new ImportOptions(), (_, _) => { }, Cancel);
        Assert.Null(outcome.Refusal);
        return newsroom;
    }
}
