using Broadside.Record.Anchoring;
using Broadside.Record.Claims;

namespace Broadside.Record.Suggesting;

/// <summary>Reads a text and suggests claims. Deterministic, without network; it may take its time, nobody waits for it.</summary>
public interface IReadText
{
    Task<IReadOnlyList<ReadSuggestion>> ReadAsync(TextToRead text, CancellationToken cancel);
}

/// <param name="Article">Id.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="PublishedOn">The outlet's day of publication; null: not yet.</param>
/// <param name="Blocks">All of its text, in order.</param>
/// <param name="Changed">Ids of the blocks that were not read before as they are; only suggestions in these are kept.</param>
public sealed record TextToRead(string Article, string Title, string Language, DateOnly? PublishedOn, IReadOnlyList<BlockText> Blocks, IReadOnlySet<string> Changed);

/// <param name="Payload">JSON, names in snake_case, of what accepting it makes: <c>EventFields</c>, <c>QuoteFields</c>, <c>SourceFields</c>, <c>RoleFields</c> or <c>ActorFields</c>.</param>
/// <param name="Start">First unit of the block's text.</param>
/// <param name="Rules">Names of the rules, with spaces between.</param>
/// <param name="Why">One line for the editor.</param>
/// <param name="Confidence">0 to 100.</param>
public sealed record ReadSuggestion(SuggestionKind Kind, string Payload, string Block, int Start, int End, string Exact, string Rules, string Why, int Confidence)
{
    /// <summary>Other places of the same text that say the same.</summary>
    public IReadOnlyList<AnchorPick> AlsoIn { get; init; } = [];
}
