namespace Broadside.Articles.Held;

/// <summary>A login session that changed too many published articles too quickly.</summary>
public sealed class EditStop
{
    public required string LoginSession { get; init; }

    public required string StaffId { get; init; }

    public DateTimeOffset StoppedAt { get; set; }

    public string? LetOnBy { get; set; }

    public DateTimeOffset? LetOnAt { get; set; }
}
