using Broadside.Guard;

namespace Broadside.Articles.Held;

/// <summary>
/// Which changes of a published article look like a planted link: one to a host that is new to this newsroom, in an article
/// older than 48 hours; or a link and nothing else.
/// </summary>
public sealed class LinkRules(LinkLedger ledger, TimeProvider time)
{
    /// <summary>As long a text is news; after that nobody reads it again but search engines.</summary>
    public static readonly TimeSpan News = TimeSpan.FromHours(48);

    /// <summary>What was found.</summary>
    public sealed record Found(HeldReason Reason, LinkChange Change, IReadOnlyList<string> NewHosts);

    /// <param name="live">What readers have.</param>
    /// <param name="next">What they are to get.</param>
    /// <param name="at">When.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Null when nothing is wrong with it.</returns>
    public async Task<Found?> LookAsync(ArticleContent live, ArticleContent next, DateTimeOffset at, CancellationToken cancel)
    {
        var change = LinkChange.Of(live, next);
        // A host that came in two days ago by a fresh article is not known yet: that is how one would smuggle it in.
        var fresh = await ledger.NewAsync(change.Hosts, time.GetUtcNow() - News, cancel);
        if (fresh.Count > 0 && at - live.PublishedAt > News)
        {
            return new Found(HeldReason.NewHost, change, fresh);
        }
        return change.IsAll ? new Found(HeldReason.OnlyLink, change, fresh) : null;
    }
}
