using Broadside.Kit;

namespace Broadside.Storage;

/// <summary>Settings <c>Storage:…</c></summary>
public sealed record StorageSettings
{
    /// <summary>A PostgreSQL connection string. Unset: SQLite, in the data folder.</summary>
    [Secret]
    public string? Postgres { get; init; }

    /// <summary>Lets a newer program change the tables though it could not copy the database before.</summary>
    public bool UpgradeWithoutCopy { get; init; }
}
