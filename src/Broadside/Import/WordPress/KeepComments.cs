using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Import.WordPress;

/// <summary>Keeps an item's comments, whatever their state. The network address is never read; the e-mail address becomes a keyed hash.</summary>
internal sealed class KeepComments(KeyRing keys, Ids ids)
{
    private const int LongestName = 200;

    /// <returns>The version that shows the approved ones, if there are any.</returns>
    public VersionDraft? Stage(NewsroomDb db, ReadPost post, string source)
    {
        if (post.Comments.Count == 0)
        {
            return null;
        }
        var article = post.Content!.Id;
        var made = post.Comments.Select(c => (Old: c, Id: ids.New())).ToList();
        var byNumber = made.DistinctBy(m => m.Old["comment_id"]).ToDictionary(m => m.Old["comment_id"], m => m.Id, StringComparer.Ordinal);
        var shown = new List<PublicComment>();
        foreach (var (old, id) in made)
        {
            var comment = Comment(old, id, article, byNumber.GetValueOrDefault(old["comment_parent"].Trim()), source);
            db.Add(comment);
            // What other sites' programs announced is no reader's word.
            if (comment.State == CommentState.Approved && old["comment_type"].Trim() is "" or "comment")
            {
                shown.Add(new PublicComment(id, comment.ParentId, comment.Author, comment.AuthorUrl, comment.Text, comment.WrittenAt));
            }
        }
        if (shown.Count == 0)
        {
            return null;
        }
        var whole = shown.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return new VersionDraft
        {
            Subject = Articles.Comment.Subject(article),
            Content = CanonicalJson.Bytes(new CommentsContent
            {
                Article = article,
                Comments = [.. shown.OrderBy(c => c.At).ThenBy(c => c.Id, StringComparer.Ordinal).Select(c => c.Parent is { } parent && !whole.Contains(parent) ? c with { Parent = null } : c)],
            }),
            Kind = VersionKind.Publish,
            Who = Actor.Operator,
            Why = "Imported from WordPress.",
        };
    }

    private Comment Comment(WxrComment old, string id, string article, string? parent, string source) => new()
    {
        Id = id,
        ArticleId = article,
        ParentId = parent == id ? null : parent,
        State = old["comment_approved"].Trim() switch
        {
            "1" => CommentState.Approved,
            "spam" => CommentState.Spam,
            "trash" or "post-trashed" => CommentState.Trash,
            _ => CommentState.Pending,
        },
        Author = PlainText.Of(old["comment_author"]) is { Length: > 0 } name ? name[..Math.Min(name.Length, LongestName)] : "Anonymous",
        AuthorUrl = Uri.TryCreate(old["comment_author_url"].Trim(), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url.AbsoluteUri : null,
        EmailHash = old["comment_author_email"].Trim().ToLowerInvariant() is { Length: > 0 } address ? keys.KeyedHash(address) : null,
        Text = PlainText.Paragraphs(old["comment_content"]),
        WrittenAt = PostDates.Gmt(old["comment_date_gmt"].Trim()) ?? PostDates.Gmt(old["comment_date"].Trim()) ?? DateTimeOffset.UnixEpoch,
        Source = source,
    };
}
