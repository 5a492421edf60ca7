using Broadside.Articles;
using Broadside.Guard;

namespace Broadside.Digest;

/// <summary>Who asked for each article as it comes is told of what has just come out, without anybody pressing anything.</summary>
public sealed class HearPublished(AlertReaders alert, VersionStore versions) : Jobs.EventHandler<ArticlesPublished>
{
    protected override async Task HearAsync(ArticlesPublished news, CancellationToken cancel)
    {
        // It may have been published by another program a moment ago.
        await versions.CatchUpAsync(cancel);
        foreach (var article in news.Ids)
        {
            await alert.TellNewAsync(article, cancel);
        }
    }
}
