using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Guard.Panic;

/// <summary>A panic that nobody ended holds after a restart, even if its file is gone. In plain SQL: EF's first question costs a start a third of a second.</summary>
internal sealed class OpenFreeze(IEngine engine, DataFolder folder, Freeze freeze) : IOpening
{
    public async Task OpenAsync(CancellationToken cancel)
    {
        if (freeze.IsOn || !folder.IsWritable())
        {
            return;
        }
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT begun_at FROM panics WHERE ended_at IS NULL LIMIT 1";
        if (await command.ExecuteScalarAsync(cancel) is long at)
        {
            freeze.Begin(DateTimeOffset.UnixEpoch.AddTicks(at * TimeSpan.TicksPerMicrosecond));
        }
    }
}
