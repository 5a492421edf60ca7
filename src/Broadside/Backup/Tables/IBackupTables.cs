using System.Data.Common;

namespace Broadside.Backup.Tables;

/// <summary>What a backup must ask one engine, and how it fills it.</summary>
public interface IBackupTables
{
    /// <summary>Begins a reading transaction in which nothing changes any more, whatever others write meanwhile.</summary>
    Task BeginAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>Every table of the newsroom that holds rows of its own.</summary>
    Task<IReadOnlyList<TableShape>> ShapesAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>The last number that each numbering table has given out, by table: numbers are never given twice, even where rows are gone.</summary>
    Task<SortedDictionary<string, long>> SequencesAsync(DbConnection connection, CancellationToken cancel);

    Task SetSequencesAsync(DbConnection connection, IReadOnlyDictionary<string, long> sequences, CancellationToken cancel);

    /// <summary>A column by which rows are ordered, byte by byte and alike on both engines.</summary>
    string Ordered(TableColumn column);

    /// <summary>Adds rows, values in the order of the shape's columns; returns how many.</summary>
    Task<long> FillAsync(DbConnection connection, DbTransaction transaction, TableShape shape, IAsyncEnumerable<object?[]> rows, CancellationToken cancel);

    /// <summary>Rows that refer to others that are not there, as sentences.</summary>
    Task<IReadOnlyList<string>> BrokenKeysAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>Whether there is any table in it.</summary>
    Task<bool> IsEmptyAsync(DbConnection connection, CancellationToken cancel);
}
