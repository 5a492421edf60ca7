using System.Text.Json;
using Broadside.Kit;

namespace Broadside.Articles.Writing;

/// <summary>A draft as it stood before a later save: what two people's changes are compared with.</summary>
public sealed class EarlierText
{
    public required string ArticleId { get; init; }

    public required int Revision { get; init; }

    /// <summary>JSON of an <see cref="ArticleContent"/>.</summary>
    public required string Content { get; init; }

    public required string SavedBy { get; init; }

    public required string SavedById { get; init; }

    public DateTimeOffset SavedAt { get; init; }

    public ArticleContent Read() => JsonSerializer.Deserialize<ArticleContent>(Content, CanonicalJson.Options)!;
}
