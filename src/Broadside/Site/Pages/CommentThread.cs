using System.Text;
using Broadside.Articles;
using Broadside.Articles.Views;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary>Comments in the order of a conversation: each answer under what it answers.</summary>
internal static class CommentThread
{
    private const int Deepest = 3;

    public static CommentsView Make(Setting setting, IReadOnlyList<PublicComment> comments)
    {
        var known = comments.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var answers = comments.ToLookup(c => c.Parent is { } parent && known.Contains(parent) && parent != c.Id ? parent : "");
        var ordered = new List<CommentView>();
        var waiting = new Stack<(PublicComment Comment, int Level)>(answers[""].Reverse().Select(c => (c, 0)));
        while (waiting.TryPop(out var next) && ordered.Count < comments.Count)
        {
            ordered.Add(View(setting, next.Comment, Math.Min(next.Level, Deepest)));
            foreach (var answer in answers[next.Comment.Id].Reverse())
            {
                waiting.Push((answer, next.Level + 1));
            }
        }
        return new CommentsView(setting.Words.Count("comments", ordered.Count), ordered);
    }

    private static CommentView View(Setting setting, PublicComment comment, int level)
    {
        var html = new StringBuilder();
        foreach (var paragraph in comment.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            html.Append("<p>").Append(Html.Escape(paragraph).Replace("\n", "<br>", StringComparison.Ordinal)).Append("</p>");
        }
        var author = string.IsNullOrWhiteSpace(comment.Author) ? setting.Words.Text("comments.nameless") : comment.Author;
        return new CommentView("c-" + comment.Id, author, setting.When(comment.At), new Html(html.ToString()), level);
    }
}
