namespace Broadside.Site;

/// <summary>Renders a page; null when its content cannot be had (then 503, never an altered text).</summary>
public delegate Task<Page?> PageRender(PageNotes notes, CancellationToken cancel);

/// <summary>Knows the pages of one kind.</summary>
public interface IPageSource
{
    /// <param name="path">From the root, as <c>/topics/x/</c>; no query, percent signs already decoded.</param>
    /// <returns>How to render it; null when the path is none of this source's.</returns>
    PageRender? Find(string path);

    /// <summary>Every address of this source that belongs in an edition: what a mirror must hold. Each is found by <see cref="Find"/>.</summary>
    IEnumerable<string> Paths();
}
