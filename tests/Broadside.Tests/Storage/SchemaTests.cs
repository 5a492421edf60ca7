using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Storage;

public sealed class SchemaTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Every_mapped_column_stands_in_the_real_table(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await using var db = newsroom.Db();

        var missing = new List<string>();
        var compared = 0;
        foreach (var table in db.Model.GetEntityTypes())
        {
            var real = await ColumnsAsync(newsroom, table.GetTableName()!);
            compared += real.Count;
            missing.AddRange(table.GetProperties()
                .Select(p => (Column: p.GetColumnName(), p.IsNullable))
                .Where(p => !real.TryGetValue(p.Column, out var nullable) || nullable != p.IsNullable)
                .Select(p => $"{table.GetTableName()}.{p.Column} is mapped as {(p.IsNullable ? "nullable" : "not null")}, the table says {(real.TryGetValue(p.Column, out var nullable) ? nullable ? "nullable" : "not null" : "nothing")}"));
            missing.AddRange(real.Keys.Except(table.GetProperties().Select(p => p.GetColumnName())).Select(c => $"{table.GetTableName()}.{c} is not mapped"));
        }

        Assert.Empty(missing);
        Assert.True(compared > 50, $"only {compared} columns were found");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_database_from_a_newer_program_is_refused(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.AlterAsync("INSERT INTO schema_steps (name, applied_at) VALUES ('9999-later', 0)");

        var refused = await Assert.ThrowsAsync<Kit.SettingsException>(newsroom.OpenAgainAsync);

        Assert.Contains("9999-later", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, bool>> ColumnsAsync(TestNewsroom newsroom, string table)
    {
        await using var connection = await newsroom.Get<IEngine>().OpenAsync(readOnly: true, TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        // SQLite lets a text primary key be null unless told otherwise, so a key counts as not null on both.
        command.CommandText = newsroom.Postgres is null
            ? $"SELECT name, CASE WHEN \"notnull\" = 0 AND pk = 0 THEN 1 ELSE 0 END FROM pragma_table_info('{table}')"
            : $"SELECT column_name, CASE WHEN is_nullable = 'YES' THEN 1 ELSE 0 END FROM information_schema.columns WHERE table_name = '{table}'";
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new Dictionary<string, bool>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            columns[reader.GetString(0)] = reader.GetInt32(1) == 1;
        }
        return columns;
    }
}
