using System.Globalization;

namespace Broadside.Backup.Keeping;

/// <summary>How backups are named that are made by themselves, as <c>broadside-2026-11-27-031000.bsb</c>: by it they are told from every other file, which is never removed.</summary>
internal static class BackupName
{
    public const string Pattern = Start + "*" + End;

    /// <summary>What is left of one when the program is killed while it is written.</summary>
    public const string UnfinishedPattern = Pattern + Unfinished;

    private const string Start = "broadside-";
    private const string End = ".bsb";
    private const string Unfinished = ".tmp";

    public static string Of(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{Start}{at.UtcDateTime:yyyy-MM-dd-HHmmss}{End}");

    public static bool IsOurs(string file) => Path.GetFileName(file) is { Length: 31 } name && name.StartsWith(Start, StringComparison.Ordinal) && name.EndsWith(End, StringComparison.Ordinal);

    public static bool IsUnfinished(string file) => file.EndsWith(Unfinished, StringComparison.Ordinal) && IsOurs(file[..^Unfinished.Length]);
}
