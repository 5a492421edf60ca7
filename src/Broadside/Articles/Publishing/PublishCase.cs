namespace Broadside.Articles.Publishing;

/// <summary>What is about to be published, for those who look at it before.</summary>
/// <param name="Article">Its state and dates.</param>
/// <param name="Content">What readers would get.</param>
/// <param name="Live">What readers have; null when they have nothing.</param>
public sealed record PublishCase(Article Article, ArticleContent Content, ArticleContent? Live);
