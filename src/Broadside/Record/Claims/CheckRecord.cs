using Broadside.Articles;
using Broadside.Articles.Publishing;
using Broadside.Record.Anchoring;
using Broadside.Themes;

namespace Broadside.Record.Claims;

/// <summary>Before an article is published: which claims would lose their words, which quote would differ from the record, and where another article gives another day.</summary>
internal sealed class CheckRecord(ClaimQueries queries, Catalogue catalogue, Theme theme) : IPublishCheck
{
    public async Task<IReadOnlyList<Finding>> LookAsync(PublishCase about, CancellationToken cancel)
    {
        var id = about.Article.Id;
        var claims = await queries.OfArticleAsync(id, cancel);
        if (claims.Anchors.Count == 0)
        {
            return [];
        }
        var findings = new List<Finding>();
        var blocks = BlockText.Of(about.Content);
        foreach (var row in claims.Anchors.Where(a => a.Article == id && a.State is (AnchorState.Exact or AnchorState.Moved)))
        {
            if (Lost(row, blocks) is { } finding)
            {
                findings.Add(finding);
            }
        }
        var words = theme.Vocabulary.For(about.Content.Language);
        foreach (var conflict in await queries.ConflictsAsync(id, cancel))
        {
            var (here, there) = conflict.One.Articles.Contains(id) ? (conflict.One, conflict.Other) : (conflict.Other, conflict.One);
            var title = catalogue.ById(there.Articles[0])?.Address ?? there.Articles[0];
            var detail = $"“{here.Label}”: {DateSaid.Of(here.Edtf, words)} — {title}: {DateSaid.Of(there.Edtf, words)}";
            findings.Add(new Finding("record_conflict", $"Another article gives another day: {detail}.", claims.Anchors.FirstOrDefault(a => a.Claim == here.Id && a.Article == id)?.Block, detail));
        }
        return findings;
    }

    private static Finding? Lost(AnchorRow row, IReadOnlyList<BlockText> blocks)
    {
        var anchor = row.ToAnchor();
        var isQuote = row.Kind == ClaimKind.Quote;
        var place = FindAnchor.In(anchor, blocks, isQuote);
        if (place.IsLive)
        {
            return null;
        }
        if (isQuote && FindAnchor.In(anchor, blocks, isQuote: false) is { State: AnchorState.Fuzzy } near)
        {
            return new Finding("record_quote", $"A quote differs from the record: {anchor.Exact}.", near.Block, anchor.Exact);
        }
        return place.State == AnchorState.Fuzzy
            ? new Finding("record_changed", $"Words that the record rests on were changed: {anchor.Exact}.", place.Block, anchor.Exact)
            : new Finding("record_lost", $"Words that the record rests on are gone: {anchor.Exact}.", null, anchor.Exact);
    }
}
