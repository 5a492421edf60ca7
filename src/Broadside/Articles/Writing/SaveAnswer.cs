using Broadside.Kit;

namespace Broadside.Articles.Writing;

/// <summary>What came of a save.</summary>
public abstract record SaveAnswer
{
    private SaveAnswer()
    {
    }

    public sealed record Saved(int Revision, DateTimeOffset SavedAt) : SaveAnswer;

    /// <summary>Somebody saved in between.</summary>
    /// <param name="Revision">Of what stands now.</param>
    /// <param name="Theirs">What stands now.</param>
    /// <param name="Base">What the writing started from; null when that is no longer kept.</param>
    /// <param name="SavedBy">Who saved it; null when it is what readers have.</param>
    /// <param name="Tab">The tab that saved it, by its save of the number in <paramref name="Save"/>.</param>
    public sealed record Stale(int Revision, ArticleContent Theirs, ArticleContent? Base, WritingQueries.Somebody? SavedBy, string? Tab, long? Save) : SaveAnswer;

    /// <summary>Somebody else has the article.</summary>
    public sealed record Locked(ArticleLock Lock) : SaveAnswer;

    public sealed record Refused(Refusal Refusal) : SaveAnswer;

    public static implicit operator SaveAnswer(Refusal refusal) => new Refused(refusal);

    public static implicit operator SaveAnswer(ArticleLock held) => new Locked(held);
}
