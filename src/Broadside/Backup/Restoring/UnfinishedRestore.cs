using System.Data.Common;
using Broadside.Backup.Tables;
using Broadside.Storage;

namespace Broadside.Backup.Restoring;

/// <summary>
/// A mark in a PostgreSQL database while a restore fills it: a table that is made with the rows in one transaction, and taken away once the
/// folder stands in its place. By it the next restore tells what a killed one left behind from a newsroom, which nobody overwrites.
/// </summary>
internal sealed class UnfinishedRestore(PostgresEngine engine)
{
    private const string Table = "unfinished_restore";

    // All that the steps have made: tables with all that hangs on them, and the functions of their triggers. Whatever else stands there is somebody's.
    private static readonly string Empty = $$"""
        DO $$ DECLARE thing text; BEGIN
          FOR thing IN SELECT format('%I', t.tablename) FROM pg_tables t WHERE t.schemaname = current_schema()
            AND t.tablename IN ({{string.Join(", ", TableParts.Known.Append("schema_steps").Append(Table).Select(t => $"'{t}'"))}}) LOOP
            EXECUTE 'DROP TABLE ' || thing || ' CASCADE';
          END LOOP;
          FOR thing IN SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = current_schema() AND p.prorettype = 'trigger'::regtype
              AND NOT EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgfoid = p.oid)
              AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e') LOOP
            EXECUTE 'DROP FUNCTION ' || thing;
          END LOOP;
        END $$
        """;

    /// <summary>Makes the mark, within the transaction that brings the rows.</summary>
    public static Task MarkAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel) =>
        Sql.RunAsync(connection, transaction, $"CREATE TABLE {Table} (aside text NOT NULL)", cancel);

    /// <summary>Whether a restore filled this database and did not end. Whose folder was about to take its place is unended as long as that stands aside.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        return await IsMarkedAsync(connection, cancel) && (await Sql.AskAsync(connection, $"SELECT aside FROM {Table}", cancel) is not string aside || Directory.Exists(aside));
    }

    /// <summary>Notes that the folder takes its place from now on: once it has, what is in the database is a newsroom.</summary>
    public async Task PlaceAsync(string aside, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        await Sql.RunAsync(connection, $"INSERT INTO {Table} (aside) VALUES (@aside)", cancel, ("aside", aside));
    }

    public async Task EndAsync(CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        await Sql.RunAsync(connection, $"DROP TABLE {Table}", cancel);
    }

    /// <summary>Empties a database that bears the mark; any other is left alone.</summary>
    public async Task ClearAsync(CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        if (await IsMarkedAsync(connection, cancel))
        {
            await Sql.RunAsync(connection, Empty, cancel);
        }
    }

    private static async Task<bool> IsMarkedAsync(DbConnection connection, CancellationToken cancel) =>
        await Sql.AskAsync(connection, "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = @table", cancel, ("table", Table)) is not null;
}
