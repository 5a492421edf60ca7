using Broadside.Kit;

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

    /// <summary>Where an encrypted copy of each goes, outside the house: a folder (a mounted or synchronised one), or an address as mirrors have, <c>sftp://user@host/path</c>, <c>s3://…</c>, <c>davs://…</c>.</summary>
    public string? Away { get; init; }

    /// <summary>As whom to sign in there, where the address does not say it; of S3 the access key.</summary>
    public string? AwayUser { get; init; }

    /// <summary>Its password; of S3 the secret key. Without it SSH signs in by a key that Broadside makes.</summary>
    [Secret]
    public string? AwayPassword { get; init; }

    /// <summary>The public line of the recovery key for that copy. Unset: the one that <c>broadside backup key</c> made.</summary>
    public string? Key { get; init; }
}
