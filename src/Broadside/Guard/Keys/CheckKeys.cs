using System.Runtime.CompilerServices;
using Broadside.Kit;

namespace Broadside.Guard.Keys;

internal sealed class CheckKeys(KeyRing keys, SettleDoubted doubted, TimeProvider time) : ICheck
{
    private static readonly TimeSpan Early = TimeSpan.FromDays(30);

    public string Name => "keys";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        if (keys.Certificate is { } certificate && certificate.ExpiresAt - time.GetUtcNow() < Early)
        {
            yield return $"keys: the root key's word for the site key ends on {certificate.ExpiresAt:yyyy-MM-dd}. Fetch its words and run `broadside keys root --certify`.";
        }
        if (await doubted.WaitingAsync(cancel) is { Count: > 0 } waiting)
        {
            yield return $"keys: {waiting.Count} versions that a lost key signed wait for an owner. See the desk's page “Keys”, or `broadside keys doubted`.";
        }
    }
}
