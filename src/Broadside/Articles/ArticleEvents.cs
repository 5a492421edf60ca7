namespace Broadside.Articles;

/// <summary>Event: these articles have a new live version.</summary>
public sealed record ArticlesPublished(IReadOnlyList<string> Ids);

/// <summary>Event: this article was withdrawn.</summary>
public sealed record ArticleTakenDown(string Id);
