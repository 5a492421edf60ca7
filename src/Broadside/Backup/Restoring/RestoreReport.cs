using Broadside.Backup.Drilling;

namespace Broadside.Backup.Restoring;

/// <summary>A newsroom that was restored.</summary>
public sealed record RestoreReport
{
    public required string Folder { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required string SiteKey { get; init; }

    public required string Address { get; init; }

    /// <summary>Whether the private keys came along: without them it serves and cannot publish.</summary>
    public required bool HasKeys { get; init; }

    public required int Tables { get; init; }

    public required long Rows { get; init; }

    public required int Media { get; init; }

    public required int Pages { get; init; }

    /// <summary>What is otherwise than the backup says, and does not keep it from being served.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Pages that come out otherwise because another program made the backup.</summary>
    public required IReadOnlyList<Finding> Notes { get; init; }

    /// <summary>Secrets that must be given anew.</summary>
    public required IReadOnlyList<string> SettingsLeftOut { get; init; }
}
