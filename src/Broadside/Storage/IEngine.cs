using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Storage;

/// <summary>What differs between SQLite and PostgreSQL, in one class each.</summary>
public interface IEngine
{
    /// <summary>"sqlite" or "postgres": part of the file names of migrations that differ.</summary>
    string Name { get; }

    /// <summary>The ending of such a file, which says what it is: <c>db</c>, <c>dump</c>.</summary>
    string CopyEnding { get; }

    void Configure(DbContextOptionsBuilder options);

    /// <summary>An open connection outside EF, for bulk work and for questions that only this engine can answer.</summary>
    Task<DbConnection> OpenAsync(bool readOnly, CancellationToken cancel);

    Task<IWriting> BeginWritingAsync(NewsroomDb db, CancellationToken cancel);

    /// <summary>Holds off a second program that would migrate the same database at the same time.</summary>
    Task LockForMigrationAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>Looks, within the transaction that changed the tables and before it ends, whether what it leaves behind holds together; returns what does not, or null.</summary>
    Task<string?> FindBreakAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel);

    /// <summary>Copies the whole database, as it stands at one moment, into a file that is not there yet.</summary>
    /// <exception cref="Kit.SettingsException">It cannot be copied; the message says why and what to do.</exception>
    Task CopyAsync(string file, CancellationToken cancel);

    /// <summary>Finds jobs that are due and claims them for this worker: SQL returning claimed ids. Parameters: @now, @until, @worker, @limit; with @timed 0, only those that were never to wait.</summary>
    string ClaimJobsSql { get; }

    /// <summary>Ends a SELECT whose rows this transaction will change: those that another one changes just now are passed over. Empty where only one can write.</summary>
    string PassOverLocked(string table);

    /// <summary>For whoever writes again and again, between two commits: waits while others want to write, where only one can.</summary>
    Task LetOthersWriteAsync(CancellationToken cancel);

    /// <summary>Adds rows, at least one, as <see cref="NewsroomDb.AddRowsAsync"/> says.</summary>
    Task AddRowsAsync(DbTransaction transaction, string into, string end, IReadOnlyList<object?[]> rows, CancellationToken cancel);

    /// <summary>
    /// Finds the rows of a table, named <c>e</c>, that a condition holds of for each of many keys, which it calls <c>k.value</c>: SQL, whose
    /// parameter {0} is <see cref="Keys"/>. Each key is looked up by itself, whatever the planner expects of a table it knows nothing about yet.
    /// </summary>
    string UnderEachSql(string table, string condition);

    /// <summary>Keys as the parameter of <see cref="UnderEachSql"/>.</summary>
    object Keys(IReadOnlyCollection<string> keys);

    /// <summary>True when the failure says that a row with that key stands already.</summary>
    bool IsDuplicate(DbUpdateException failure);
}
