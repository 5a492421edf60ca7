using System.Runtime.CompilerServices;
using Broadside.Kit;

namespace Broadside.Site.Running;

internal sealed class CheckDisk(DiskSpace disk, DataFolder folder) : ICheck
{
    public string Name => "disk";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        if (disk.Want(folder.Path) is { } trouble)
        {
            yield return trouble;
        }
    }
}
