namespace Broadside.Backup.Packing;

/// <summary>A backup that was made.</summary>
public sealed record BackupReport
{
    public required string File { get; init; }

    public required long Bytes { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required int Tables { get; init; }

    public required long Rows { get; init; }

    public required int Media { get; init; }

    public required int Versions { get; init; }

    /// <summary>Pages for readers whose hashes are in it.</summary>
    public required int Pages { get; init; }

    /// <summary>Number of the newest edition; null where none was made yet.</summary>
    public required long? Edition { get; init; }

    public required bool IsSigned { get; init; }

    public required bool IsEncrypted { get; init; }

    public required bool HasKeys { get; init; }

    public required bool IsPublic { get; init; }

    public required IReadOnlyList<string> MissingMedia { get; init; }

    public required IReadOnlyList<string> SettingsLeftOut { get; init; }
}
