using Broadside.Record.Claims;

namespace Broadside.Record.Dossiers;

/// <summary>A sentence of the story so far, with the events that it tells or the words that it rests on.</summary>
public sealed record StoryPick(string Text, IReadOnlyList<string> Events, IReadOnlyList<AnchorPick> Picks);
