using Broadside.Articles;

namespace Broadside.Record.Anchoring;

internal sealed class CheckAfterPublishing(CheckAnchors check) : Jobs.EventHandler<ArticlesPublished>
{
    protected override Task HearAsync(ArticlesPublished news, CancellationToken cancel) => check.RunAsync(news.Ids, cancel);
}
