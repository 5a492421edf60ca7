using System.Reflection;

namespace Broadside.Backup.Packing;

/// <summary><c>MANIFEST.json</c>: what a backup holds and how it is checked. Canonical JSON, signed by the site key beside it.</summary>
public sealed record Manifest
{
    public const string Name = "MANIFEST.json";
    public const string Signature = Name + ".minisig";

    /// <summary>The form that this program writes. It reads every older one.</summary>
    public const int NewestFormat = 1;

    /// <summary>The version of the program that runs.</summary>
    public static string ThisProgram { get; } = typeof(Manifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public required int Format { get; init; }

    /// <summary>Version of the program that made it.</summary>
    public required string Program { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>"sqlite" or "postgres": where it came from. It goes into either.</summary>
    public required string Engine { get; init; }

    /// <summary>Steps of the tables' making that the database had taken.</summary>
    public required IReadOnlyList<string> Schema { get; init; }

    /// <summary>The outlet's public address; pages name it.</summary>
    public required string Address { get; init; }

    /// <summary>Minisign public-key line of the site key.</summary>
    public required string SiteKey { get; init; }

    /// <summary>False where the newsroom had no private key: then there is no signature.</summary>
    public required bool IsSigned { get; init; }

    /// <summary>True where the working desk and the people were left out.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Whether the private keys are in it, under a passphrase.</summary>
    public required bool HasKeys { get; init; }

    /// <summary>Rows by table.</summary>
    public required SortedDictionary<string, TableFact> Tables { get; init; }

    /// <summary>The last number that each numbering table gave out.</summary>
    public required SortedDictionary<string, long> Sequences { get; init; }

    /// <summary>Every entry of the file but this one and its signature.</summary>
    public required SortedDictionary<string, EntryFact> Entries { get; init; }

    public required VersionsFact Versions { get; init; }

    /// <summary>The audit log's last row; null while it has none, or where it was left out.</summary>
    public AuditFact? Audit { get; init; }

    /// <summary>The newest edition; null where none was made yet.</summary>
    public EditionFact? Edition { get; init; }

    /// <summary>SHA-256 of every page for readers, by address.</summary>
    public required SortedDictionary<string, string> Pages { get; init; }

    /// <summary>Files of the library that were named in the table and not on the disk.</summary>
    public required IReadOnlyList<string> MissingMedia { get; init; }

    /// <summary>Settings whose values are secrets, which are not in it.</summary>
    public required IReadOnlyList<string> SettingsLeftOut { get; init; }
}

/// <param name="Entry">Where its rows lie.</param>
/// <param name="Rows">How many.</param>
public sealed record TableFact(string Entry, long Rows);

/// <param name="Sha256">Of the entry's bytes, unpacked.</param>
/// <param name="Bytes">How many, unpacked.</param>
public sealed record EntryFact(string Sha256, long Bytes);

/// <param name="Live">How many subjects have a live version.</param>
/// <param name="Seq">Position of the signed head.</param>
public sealed record VersionsFact(int Live, long Seq);

public sealed record AuditFact(long Seq, string Hash);

/// <param name="Number">Of the edition.</param>
/// <param name="Sums">SHA-256 of its <c>SHA256SUMS</c>.</param>
public sealed record EditionFact(long Number, string Sums)
{
    /// <summary>Position of the signed head that its pages show, made as the backup's own: by the same program, theme and key. Null where they were made otherwise, or nobody knows.</summary>
    public long? Seq { get; init; }
}
