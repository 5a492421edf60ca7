using Broadside.Articles;

namespace Broadside.Import;

/// <summary>What the operator asked for.</summary>
public sealed record ImportOptions
{
    /// <summary>Read and report, write nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>A copy of <c>wp-content/uploads</c>.</summary>
    public string? Media { get; init; }

    /// <summary>Download what is missing from where the export says it is.</summary>
    public bool Fetch { get; init; }

    /// <summary>Links to hosts that look planted lose their address; their words are kept.</summary>
    public bool Strip { get; init; }

    /// <summary>Hosts that are never stripped, and whose frames become linked embeds.</summary>
    public IReadOnlySet<string> Keep { get; init; } = new HashSet<string>();

    /// <summary>Other item types, by name, and what they become.</summary>
    public IReadOnlyDictionary<string, ArticleKind> Types { get; init; } = new Dictionary<string, ArticleKind>();

    /// <summary>Hosts that <see cref="Strip"/> takes the address from, as the first look over the files found them.</summary>
    public IReadOnlySet<string> Suspects { get; init; } = new HashSet<string>();

    /// <summary>What items of that type become; null: they are not brought over.</summary>
    public ArticleKind? KindOf(string type) => type switch
    {
        "post" => ArticleKind.Article,
        "page" => ArticleKind.Page,
        _ => Types.TryGetValue(type, out var kind) ? kind : null,
    };

    public bool StripsHost(string host) => Strip && Suspects.Contains(host) && !KeepsHost(host);

    public bool KeepsHost(string host) => Keep.Any(k => host == k || host.EndsWith("." + k, StringComparison.Ordinal));
}
