namespace Broadside.Import.WordPress;

/// <summary>One item of an export, as it stands there.</summary>
internal sealed class WxrItem
{
    /// <summary>The line of the file that it begins on.</summary>
    public int Line { get; init; }

    public string Title { get; set; } = "";

    public string Link { get; set; } = "";

    public string Guid { get; set; } = "";

    public string PubDate { get; set; } = "";

    public string Creator { get; set; } = "";

    public string Content { get; set; } = "";

    public string Excerpt { get; set; } = "";

    /// <summary>Values of the <c>wp:</c> elements that stand once, by local name.</summary>
    public Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    public List<WxrItemTerm> Terms { get; } = [];

    /// <summary>Post meta in the file's order; keys may repeat.</summary>
    public List<KeyValuePair<string, string>> Meta { get; } = [];

    public List<WxrComment> Comments { get; } = [];

    public string Id => this["post_id"];

    /// <summary>Empty where the item has no <c>post_type</c> in a WordPress namespace.</summary>
    public string Type => this["post_type"];

    public string Status => this["status"];

    public string Name => this["post_name"];

    public string this[string field] => Fields.GetValueOrDefault(field, "");

    /// <summary>The first value under that key.</summary>
    public string? MetaOf(string key)
    {
        foreach (var (name, value) in Meta)
        {
            if (name == key)
            {
                return value;
            }
        }
        return null;
    }

    public IEnumerable<string> AllMetaOf(string key) => Meta.Where(m => m.Key == key).Select(m => m.Value);
}

internal sealed record WxrItemTerm(string Domain, string Slug, string Name);

internal sealed class WxrComment
{
    public Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    public string this[string field] => Fields.GetValueOrDefault(field, "");
}
