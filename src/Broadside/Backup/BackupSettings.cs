namespace Broadside.Backup;

/// <summary>Settings <c>Backup:…</c></summary>
public sealed record BackupSettings
{
    /// <summary>Where a backup is written each night, proven and kept; best on another disk. Unset: none is made by itself.</summary>
    public string? Folder { get; init; }

    /// <summary>When, in UTC.</summary>
    public TimeSpan At { get; init; } = new(3, 10, 0);

    /// <summary>How many proven backups are kept.</summary>
    public int Keep { get; init; } = 7;

    /// <summary>A second folder, outside the house (a mounted or synchronised one), into which an encrypted copy of each goes.</summary>
    public string? Away { get; init; }

    /// <summary>The public line of the recovery key for that copy. Unset: the one that <c>broadside backup key</c> made.</summary>
    public string? Key { get; init; }
}
