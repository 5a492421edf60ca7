using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles.Rewriting;

/// <summary>Says no to a rewrite that was looked through, or stops the looking.</summary>
public sealed class DropRewrite(TurnRewrite turn)
{
    private static readonly TurnRewrite.Turn Turn = new("drop rewrite", [RewriteState.Looking, RewriteState.Ready], RewriteState.Dropped, RewriteState.Dropped,
        new Refusal("rewrite_begun", "It has begun. Take it back instead."));

    public Task<Outcome<Rewrite>> RunAsync(string id, Actor who, CancellationToken cancel) => turn.RunAsync(id, Turn, who, cancel);
}
