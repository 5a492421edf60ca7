using System.Text;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Broadside.Giving.Ledger;

/// <summary>Many rows in few statements, within the caller's transaction. A statement of fifty thousand lines is posted in one.</summary>
internal static class BulkRows
{
    private const int MostParameters = 2000;

    /// <param name="db">Whose transaction it is.</param>
    /// <param name="into">Table and columns.</param>
    /// <param name="end">What follows the values.</param>
    /// <param name="rows">Values in the order of the columns.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task AddAsync(NewsroomDb db, string into, string end, IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
        {
            return;
        }
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Rows in bulk are added within a transaction.");
        foreach (var part in rows.Chunk(MostParameters / rows[0].Length))
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            var sql = new StringBuilder($"INSERT INTO {into} VALUES ");
            for (var (row, n) = (0, 0); row < part.Length; row++)
            {
                sql.Append(row == 0 ? "(" : ", (");
                for (var column = 0; column < part[row].Length; column++, n++)
                {
                    sql.Append(column == 0 ? "@p" : ", @p").Append(n);
                    Sql.Add(command, ($"@p{n}", part[row][column]));
                }
                sql.Append(')');
            }
            command.CommandText = sql.Append(' ').Append(end).ToString();
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
