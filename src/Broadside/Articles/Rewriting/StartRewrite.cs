using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles.Rewriting;

/// <summary>Says yes to what a rewrite found: it is done from now on.</summary>
public sealed class StartRewrite(TurnRewrite turn)
{
    private static readonly TurnRewrite.Turn Turn = new("rewrite", [RewriteState.Ready], RewriteState.Running, RewriteState.Done,
        new Refusal("rewrite_not_ready", "It is not ready, or was dropped. Open it again."));

    public Task<Outcome<Rewrite>> RunAsync(string id, Actor who, CancellationToken cancel) => turn.RunAsync(id, Turn, who, cancel);
}
