using System.Text.Json;

namespace Broadside.Articles;

/// <summary>Someone credited or portrayed by the outlet; needs no account.</summary>
public sealed class Person
{
    public required string Slug { get; init; }

    public required string Name { get; set; }

    /// <summary>What they do here, as "Foreign editor".</summary>
    public string? Role { get; set; }

    public string? Bio { get; set; }

    /// <summary>SHA-256 of a picture in the media library.</summary>
    public string? Photo { get; set; }

    /// <summary>JSON array of addresses.</summary>
    public string Links { get; set; } = "[]";

    public string? Source { get; set; }

    public static string LinksText(IReadOnlyList<string>? links) => JsonSerializer.Serialize(links ?? []);
}
