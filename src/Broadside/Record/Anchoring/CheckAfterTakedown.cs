using Broadside.Articles;

namespace Broadside.Record.Anchoring;

internal sealed class CheckAfterTakedown(CheckAnchors check) : Jobs.EventHandler<ArticleTakenDown>
{
    protected override Task HearAsync(ArticleTakenDown news, CancellationToken cancel) => check.RunAsync([news.Id], cancel);
}
