using System.Text.Json.Serialization;

namespace Broadside.Articles.Body;

/// <summary>
/// One piece of an article's body. HTML is made from blocks and never stored as truth. The id is stable through edits,
/// unique within the article; claims of the record point to it.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Heading), "heading")]
[JsonDerivedType(typeof(Quote), "quote")]
[JsonDerivedType(typeof(Pullquote), "pullquote")]
[JsonDerivedType(typeof(ListBlock), "list")]
[JsonDerivedType(typeof(Figure), "figure")]
[JsonDerivedType(typeof(Gallery), "gallery")]
[JsonDerivedType(typeof(Table), "table")]
[JsonDerivedType(typeof(Code), "code")]
[JsonDerivedType(typeof(Separator), "separator")]
[JsonDerivedType(typeof(Embed), "embed")]
[JsonDerivedType(typeof(Audio), "audio")]
[JsonDerivedType(typeof(Video), "video")]
[JsonDerivedType(typeof(FileBlock), "file")]
[JsonDerivedType(typeof(Footnotes), "footnotes")]
public abstract record Block
{
    /// <summary>Eight characters, from <see cref="Kit.Ids.NewBlockId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>"rtl" or "ltr" where it differs from the article's own direction.</summary>
    public string? Dir { get; init; }
}
