using System.Runtime.CompilerServices;
using Broadside.Kit;

namespace Broadside.Backup.Keeping;

internal sealed class CheckBackups(WatchBackups watch) : ICheck
{
    public string Name => "backups";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        if (await watch.WarningAsync(cancel) is { } warning)
        {
            yield return "backups: " + warning;
        }
    }
}
