namespace Broadside.Articles.Writing;

/// <summary>Somebody whose article it is, beside the editors: whoever began it, and whoever it was given to.</summary>
public sealed class ArticleWriter
{
    public required string ArticleId { get; init; }

    public required string StaffId { get; init; }

    public DateTimeOffset Since { get; init; }
}
