namespace Broadside.Articles.Held;

/// <summary>When a login session last changed a published article.</summary>
public sealed class DeskEdit
{
    public required string LoginSession { get; init; }

    public required string ArticleId { get; init; }

    public DateTimeOffset At { get; set; }
}
