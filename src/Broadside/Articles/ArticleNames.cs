using Broadside.Guard;

namespace Broadside.Articles;

/// <summary>People call an article by its address.</summary>
internal sealed class ArticleNames(Catalogue catalogue) : ISubjectName
{
    public string? NameOf(string subject) =>
        subject.Split('/') is ["article" or "comments", var id] && catalogue.ById(id) is { } entry
            ? subject.StartsWith("comments/", StringComparison.Ordinal) ? entry.Address + "#comments" : entry.Address
            : null;
}
