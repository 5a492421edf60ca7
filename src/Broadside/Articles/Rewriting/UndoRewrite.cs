using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles.Rewriting;

/// <summary>Takes a rewrite back: every article that nobody edited since gets its words from before, as a new signed version.</summary>
public sealed class UndoRewrite(TurnRewrite turn)
{
    private static readonly TurnRewrite.Turn Turn = new("undo rewrite", [RewriteState.Done, RewriteState.Running], RewriteState.Undoing, RewriteState.Undone,
        new Refusal("rewrite_not_done", "There is nothing to take back: it was not done."));

    public Task<Outcome<Rewrite>> RunAsync(string id, Actor who, CancellationToken cancel) => turn.RunAsync(id, Turn, who, cancel);
}
