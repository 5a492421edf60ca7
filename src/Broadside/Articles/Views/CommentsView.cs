using Broadside.Themes;

namespace Broadside.Articles.Views;

/// <summary>Comments that came along from an earlier system: an archive, nothing can be added.</summary>
/// <param name="Title">"12 comments".</param>
[Shown]
public sealed record CommentsView(string Title, IReadOnlyList<CommentView> Comments);

/// <param name="Level">0 for a comment on the article, 1 to 3 for answers.</param>
[Shown]
public sealed record CommentView(string Id, string Author, When At, Html Text, int Level);
