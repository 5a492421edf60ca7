using System.Text.RegularExpressions;

namespace Broadside.Articles;

/// <summary>What is being written: a new article, or the pending next version of a published one. Gone once published.</summary>
public sealed partial class Draft
{
    public required string ArticleId { get; init; }

    /// <summary>The version that the writing started from; absent for a new article.</summary>
    public int? BaseVersion { get; set; }

    /// <summary>The article's <see cref="Article.Revision"/> when this was saved.</summary>
    public int Revision { get; set; }

    /// <summary>How far it has come: draft, in review, ready or scheduled.</summary>
    public ArticleState State { get; set; }

    /// <summary>JSON of an <see cref="ArticleContent"/>.</summary>
    public required string Content { get; set; }

    /// <summary>SHA-256 of every file that the content names, so that the library can ask who uses one. Follows <see cref="Content"/> by itself.</summary>
    public string Media
    {
        get => string.Join(' ', Hash().Matches(Content).Select(m => m.Value).Distinct());
        private set => _ = value;
    }

    /// <summary>The name of whoever saved last.</summary>
    public required string SavedBy { get; set; }

    /// <summary>Their id; "operator" at the command line.</summary>
    public string SavedById { get; set; } = "";

    /// <summary>The browser tab that saved last, as it calls itself.</summary>
    public string? Tab { get; set; }

    /// <summary>The number that the tab gave this save: an earlier one that arrives later changes nothing.</summary>
    public long? TabSave { get; set; }

    public DateTimeOffset SavedAt { get; set; }

    /// <summary>An article that readers have, or had, keeps its state: only its next version moves.</summary>
    public void Enter(ArticleState state, Article article)
    {
        (State, article.Stage) = (state, state);
        if (article.State is not (ArticleState.Published or ArticleState.TakenDown))
        {
            article.State = state;
        }
    }

    [GeneratedRegex("(?<=\")[0-9a-f]{64}(?=\")")]
    private static partial Regex Hash();
}
