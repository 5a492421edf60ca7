using Broadside.Kit;

namespace Broadside.Backup.Drilling;

/// <summary>How the folders are named that a drill restores into, as <c>.drill-0f1e2d3c4b5a</c>: by it what a killed one left is told from every other folder.</summary>
internal static class ScratchName
{
    public const string Pattern = Start + "*";

    private const string Start = ".drill-";
    private const int Bytes = 6;

    public static string New() => Start + Convert.ToHexStringLower(Ids.NewSecret(Bytes));

    public static bool IsOurs(string folder) =>
        Path.GetFileName(folder) is { Length: 19 } name && name.StartsWith(Start, StringComparison.Ordinal) && name[Start.Length..].All(char.IsAsciiHexDigitLower);
}
