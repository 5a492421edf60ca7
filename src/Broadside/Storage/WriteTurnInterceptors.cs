using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Broadside.Storage;

/// <summary>Shows, while a transaction begins, that it waits (<see cref="WriteTurn"/>).</summary>
internal sealed class TransactionTurn(WriteTurn turn) : DbTransactionInterceptor
{
    public override InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        using var wanted = turn.Want();
        return InterceptionResult<DbTransaction>.SuppressWithResult(connection.BeginTransaction(eventData.IsolationLevel));
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        using var wanted = turn.Want();
        return InterceptionResult<DbTransaction>.SuppressWithResult(await connection.BeginTransactionAsync(eventData.IsolationLevel, cancellationToken));
    }
}

/// <summary>The same for a statement that is a transaction by itself.</summary>
internal sealed class StatementTurn(WriteTurn turn) : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (!Writes(command))
        {
            return result;
        }
        using var wanted = turn.Want();
        return InterceptionResult<int>.SuppressWithResult(await command.ExecuteNonQueryAsync(cancellationToken));
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (!Writes(command))
        {
            return result;
        }
        using var wanted = turn.Want();
        return InterceptionResult<DbDataReader>.SuppressWithResult(await command.ExecuteReaderAsync(cancellationToken));
    }

    private static bool Writes(DbCommand command) =>
        command.Transaction is null && command.CommandText.AsSpan().TrimStart() is ['I' or 'U' or 'D', ..];
}
