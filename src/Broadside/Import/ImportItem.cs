using System.Linq.Expressions;

namespace Broadside.Import;

/// <summary>What an item of a source became here; by it the same item is known again.</summary>
public sealed class ImportItem
{
    public required string Platform { get; init; }

    /// <summary>The old site's address without scheme and "www.".</summary>
    public required string Site { get; init; }

    public required string SourceId { get; init; }

    /// <summary>The old system's lasting name of it; empty where it has none.</summary>
    public required string Guid { get; init; }

    public required ImportItemKind Kind { get; init; }

    /// <summary>Id of the article or page; for a tag its slug; for others see <see cref="ImportItemKind"/>.</summary>
    public required string Target { get; init; }

    public required string Run { get; init; }

    /// <summary>SHA-256 of the item as the source had it.</summary>
    public required string SourceHash { get; init; }

    /// <summary>Number of the last version, or revision of the draft, that import itself made: anything later is someone's edit.</summary>
    public int Made { get; set; }

    /// <summary>How many pictures and files it still lacks.</summary>
    public int MediaMissing { get; set; }

    /// <summary>Those whose target is an article or page.</summary>
    public static Expression<Func<ImportItem, bool>> IsContent { get; } = item => item.Kind == ImportItemKind.Article || item.Kind == ImportItemKind.Page;
}

public enum ImportItemKind
{
    Article,
    Page,
    Tag,

    /// <summary>An address of a list on the old site; the target is where it leads.</summary>
    Redirect,

    /// <summary>The outlet's name; the target is the SHA-256 of the identity that the import wrote.</summary>
    Identity,

    /// <summary>A part of the site record, named by the source id; the target is the SHA-256 of what the import wrote there.</summary>
    SitePart,
}
