using System.Runtime.CompilerServices;
using Broadside.Kit;

namespace Broadside.Mirror.Pushing;

/// <summary>What <c>broadside doctor</c> says of mirrors.</summary>
internal sealed class CheckPushing(MirrorQueries mirrors) : ICheck
{
    public string Name => "mirrors";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var mirror in (await mirrors.AllAsync(cancel)).Where(m => m.State is not (MirrorState.New or MirrorState.Healthy)))
        {
            yield return $"mirror {mirror.Name} is {mirror.State.ToString().ToLowerInvariant()}, it holds edition {mirror.SeenNumber ?? mirror.Number}. {mirror.Error}".TrimEnd();
        }
    }
}
