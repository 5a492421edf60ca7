namespace Broadside.Articles.Export;

/// <summary>Forms in which articles leave the newsroom.</summary>
public enum ExportFormat
{
    Markdown,
    Json,

    /// <summary>One article alone: a page that stands by itself.</summary>
    Html,

    /// <summary>WordPress eXtended RSS 1.2: what WordPress and most other systems import.</summary>
    Wxr,
}
