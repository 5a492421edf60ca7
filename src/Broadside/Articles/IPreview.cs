namespace Broadside.Articles;

/// <summary>Shows an article that readers do not have yet exactly as they would get it. The module that makes readers' pages fulfils it.</summary>
public interface IPreview
{
    /// <param name="content">The draft.</param>
    /// <param name="kind">As what it is to be seen.</param>
    /// <param name="place">Where it will be served.</param>
    /// <param name="cancel">Ends it.</param>
    Task<PreviewPage> MakeAsync(ArticleContent content, PreviewKind kind, PreviewPlace place, CancellationToken cancel);
}

public enum PreviewKind
{
    Web,

    /// <summary>As on paper: the page with its rules for print.</summary>
    Print,

    /// <summary>The stylesheet of <see cref="Print"/>.</summary>
    PrintStyle,
    Feed,
    Mail,

    /// <summary>As other sites show a link to it.</summary>
    Card,
}

/// <param name="Path">The page's own path from the root; its links are relative to that.</param>
/// <param name="Media">Path under which the files that it shows answer, with a slash at the end.</param>
public sealed record PreviewPlace(string Path, string Media);

public sealed record PreviewPage(string ContentType, byte[] Body);
