using System.Data.Common;

namespace Broadside.Storage;

/// <summary>For the few places that speak to the database without EF: bulk work, and the ledger.</summary>
public static class Sql
{
    public static void Add(DbCommand command, params (string Name, object? Value)[] parameters)
    {
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
    }

    /// <returns>How many rows it changed.</returns>
    public static Task<int> RunAsync(DbConnection connection, string sql, CancellationToken cancel, params (string Name, object? Value)[] parameters) =>
        RunAsync(connection, null, sql, cancel, parameters);

    /// <returns>How many rows it changed.</returns>
    public static async Task<int> RunAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancel, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        Add(command, parameters);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <returns>The first column of the first row, or null.</returns>
    public static async Task<object?> AskAsync(DbConnection connection, string sql, CancellationToken cancel, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Add(command, parameters);
        return await command.ExecuteScalarAsync(cancel) is { } value and not DBNull ? value : null;
    }
}
