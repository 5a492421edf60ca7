using System.Text.Json;
using System.Text.Json.Serialization;
using Broadside.Kit;

namespace Broadside.Articles.Rewriting;

/// <summary>What is to change, in every article that has it. A pure function from content to content: the same spec gives the same text, whenever it runs.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ReplaceText), "text")]
[JsonDerivedType(typeof(MoveName), "name")]
[JsonDerivedType(typeof(ReplaceFile), "media")]
public abstract record RewriteSpec
{
    /// <summary>As the column <see cref="Rewrite.Kind"/> has it.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    /// <summary>What becomes what, in no language: for lists of things that wait.</summary>
    [JsonIgnore]
    public abstract string Title { get; }

    /// <summary>What the signed versions say about why they were made.</summary>
    [JsonIgnore]
    public abstract string Why { get; }

    /// <summary>Whether readers get other words: then the article was updated, and an approved draft wants another approval.</summary>
    [JsonIgnore]
    public virtual bool ChangesText => false;

    /// <summary>False where the catalogue alone tells that a published article has nothing of it.</summary>
    public virtual bool MayTouch(CatalogueEntry entry) => true;

    /// <summary>Why it cannot be asked for; null where it can.</summary>
    public virtual Refusal? Fault() => null;

    /// <summary>The changed content; null when there is nothing to change.</summary>
    public abstract Changed? Apply(ArticleContent content);

    /// <summary>What came of it.</summary>
    public sealed record Changed(ArticleContent Content, int Hits, RewriteSample? Sample);

    public string ToText() => JsonSerializer.Serialize(this, CanonicalJson.Options);

    public static RewriteSpec Read(string text) => JsonSerializer.Deserialize<RewriteSpec>(text, CanonicalJson.Options)!;
}
