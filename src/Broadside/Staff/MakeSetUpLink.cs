using System.Data.Common;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Broadside.Storage;

namespace Broadside.Staff;

/// <summary>
/// While a newsroom has no owner, each start makes a one-time link to set it up, and ends the one of the start before. In
/// plain SQL: EF's first question costs a fifth of a second, which every start would pay while readers wait.
/// </summary>
public sealed class MakeSetUpLink(IEngine engine, DataFolder folder, DeskAddress desk, Ids ids, TimeProvider time)
{
    /// <returns>The whole address; null when somebody owns the newsroom, or when it cannot be written, as a copy on a read-only disk.</returns>
    public async Task<string?> RunAsync(CancellationToken cancel)
    {
        if (!folder.IsWritable())
        {
            return null;
        }
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        await using var owners = connection.CreateCommand();
        owners.CommandText = "SELECT COUNT(*) FROM staff WHERE role = 'owner' AND removed_at IS NULL";
        if (Convert.ToInt64(await owners.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture) > 0)
        {
            return null;
        }
        var token = Token.New();
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var renew = connection.CreateCommand();
        renew.Transaction = transaction;
        renew.CommandText = """
            DELETE FROM invitations WHERE kind = 'set_up';
            INSERT INTO invitations (id, kind, token_hash, role, name, email, made_by, made_at) VALUES (@id, 'set_up', @hash, 'owner', '', '', 'operator', @now)
            """;
        Add(renew, "id", ids.New());
        Add(renew, "hash", Token.Hash(token));
        Add(renew, "now", (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        await renew.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return desk.Absolute("/desk/setup/" + token);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
