using Broadside.Storage;

namespace Broadside.Guard.Keys;

/// <summary>
/// Puts another site key in the present one's place, between two publications: the old one's last position is written down,
/// the heads of versions and of the audit log are signed anew. Killed at any step, the next opening ends it.
/// </summary>
public sealed class TurnKey(VersionStore versions, VersionFiles files, KeyRing keys, AuditHead audit, IEngine engine)
{
    private const int MostTries = 20;

    /// <param name="make">Given the last position that the old key signed.</param>
    public async Task RunAsync(Func<long, KeyTurn> make, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            await versions.CatchUpAsync(cancel);
            using var hold = await files.LockAsync(cancel);
            versions.Refresh();
            // Somebody was killed between database and files: what they committed bears the old key, and belongs to its time.
            if (await LastSeqAsync(engine, cancel) is { } last && last != files.Seq)
            {
                continue;
            }
            keys.BeginTurn(make(files.Seq));
            await FinishAsync(keys, files, audit, cancel);
            return;
        }
        throw new InvalidOperationException("The database holds versions that cannot be taken up. Run `broadside doctor` first.");
    }

    /// <summary>Ends a turn that was begun. Needs the lock of the version files.</summary>
    internal static async Task FinishAsync(KeyRing keys, VersionFiles files, AuditHead audit, CancellationToken cancel)
    {
        files.Resign();
        await audit.ResignAsync(cancel);
        keys.EndTurn();
    }

    // Asked without EF, whose first question costs a third of a second that a starting server does not have.
    internal static async Task<long?> LastSeqAsync(IEngine engine, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(seq) FROM versions";
        return await command.ExecuteScalarAsync(cancel) as long?;
    }
}
