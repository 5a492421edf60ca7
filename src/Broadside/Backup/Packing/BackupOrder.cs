namespace Broadside.Backup.Packing;

/// <summary>What backup is wanted.</summary>
/// <param name="File">Where it goes, exactly.</param>
public sealed record BackupOrder(string File)
{
    /// <summary>The public line of a recovery key: then only its private half opens the file. Null: it is not encrypted.</summary>
    public string? Recipient { get; init; }

    /// <summary>Then the private keys are in it, under this passphrase.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Only what readers may have: neither desk nor people.</summary>
    public bool IsPublic { get; init; }
}
