namespace Broadside.Backup.Restoring;

/// <summary>What is to be restored, and where.</summary>
/// <param name="File">The backup.</param>
/// <param name="Folder">The data folder; not there yet, or empty.</param>
public sealed record RestoreOrder(string File, string Folder)
{
    /// <summary>Into an empty database of this connection string; null: into SQLite.</summary>
    public string? Postgres { get; init; }

    /// <summary>Asks for the words of the recovery key, where the file is encrypted.</summary>
    public required Func<string?> Words { get; init; }

    /// <summary>Asks for the passphrase of the private keys, where they are in it; without one they stay out.</summary>
    public required Func<string?> Passphrase { get; init; }

    /// <summary>The site key that the backup must be of, as <c>RW…</c>; null: whichever it names.</summary>
    public string? Key { get; init; }

    /// <summary>Folder of an edition that is newer than the backup: what was withdrawn since is taken down before anything is served. Null: none is at hand.</summary>
    public string? Edition { get; init; }
}
