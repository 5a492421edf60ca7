using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles.Publishing;

/// <summary>What stands in the way or should be said along: an embargo, a change of what readers have, hosts that this newsroom never linked to.</summary>
internal sealed class CheckWay(LinkLedger ledger, TimeProvider time) : IPublishCheck
{
    public async Task<IReadOnlyList<Finding>> LookAsync(PublishCase about, CancellationToken cancel)
    {
        var found = new List<Finding>();
        if (about.Article.EmbargoedUntil is { } until && until > time.GetUtcNow())
        {
            found.Add(new Finding("embargo", $"It is embargoed until {until:yyyy-MM-dd HH:mm} UTC; it cannot go out before.", "embargo", $"{until:yyyy-MM-dd HH:mm} UTC"));
        }
        if (about.Live is { } live && about.Content.Corrections.Count <= live.Corrections.Count && Says(about.Content) != Says(live))
        {
            found.Add(new Finding("correction", "Readers have an earlier text. If it was wrong, say what was wrong and what is right.", "correction"));
        }
        foreach (var host in await ledger.NeverLinkedAsync(ContentWalk.Hosts(about.Content), cancel))
        {
            found.Add(new Finding("new_host", $"This newsroom never linked to {host} before.", ContentWalk.BlockOf(about.Content, host)?.Id, host));
        }
        return found;
    }

    private static string Says(ArticleContent content) =>
        CanonicalJson.Sha256(CanonicalJson.Bytes(new { content.Title, content.Standfirst, texts = content.Blocks.SelectMany(ContentWalk.Texts).Select(t => t.Text) }));
}
