using System.Text.RegularExpressions;

namespace Broadside.Tests.House;

/// <summary>The table of modules in <c>docs/map.md</c>: the one place that says which floor a module stands on.</summary>
internal static partial class ModuleMap
{
    /// <summary>Module name to floor.</summary>
    public static IReadOnlyDictionary<string, int> Floors { get; } = Row().Matches(File.ReadAllText(Repository.At("docs", "map.md")))
        .ToDictionary(m => m.Groups["module"].Value, m => int.Parse(m.Groups["floor"].Value, System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^\| *(?<floor>\d+) *\| *`(?<module>\w+)` *\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
