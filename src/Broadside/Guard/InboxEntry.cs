namespace Broadside.Guard;

/// <summary>Something that waits for a person.</summary>
/// <param name="Kind">The words <c>inbox.KIND</c> say what it is, as "Ana mentions you": <c>{by}</c> stands for <paramref name="By"/>.</param>
/// <param name="Title">What it is about, as the article's title.</param>
/// <param name="Address">The page where it is dealt with.</param>
/// <param name="At">Since when it waits.</param>
/// <param name="By">Name of whoever caused it; null: nobody in particular.</param>
/// <param name="Text">The first words of a note, if any.</param>
public sealed record InboxEntry(string Kind, string Title, string Address, DateTimeOffset At, string? By = null, string? Text = null);
