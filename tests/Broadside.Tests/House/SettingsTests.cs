using System.Text.RegularExpressions;
using Broadside.Kit;

namespace Broadside.Tests.House;

public sealed partial class SettingsTests
{
    [Fact]
    public void The_manual_lists_every_setting_and_no_other()
    {
        var manual = Row().Matches(File.ReadAllText(Repository.At("docs", "manual", "settings.md"))).Select(m => m.Groups[1].Value);

        Assert.Equal(Known().Order(StringComparer.Ordinal), manual.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_settings_command_shows_every_plain_setting()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        var shown = newsroom.Get<Settings>().Shown.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);

        Assert.Subset(Known().ToHashSet(StringComparer.Ordinal), shown);
        Assert.Empty(Known().Where(k => !k.Contains(":N", StringComparison.Ordinal)).Except(shown));
    }

    /// <summary>Keys out of the settings records; an entry of a list stands as N.</summary>
    private static IEnumerable<string> Known() => typeof(IModule).Assembly.GetTypes()
        .Where(t => t.Name.EndsWith("Settings", StringComparison.Ordinal) && t.Name.Length > "Settings".Length && t.GetMethod("<Clone>$") is not null)
        .SelectMany(t => Keys(t, t.Name[..^"Settings".Length]));

    private static IEnumerable<string> Keys(Type record, string start) => record.GetProperties().Where(p => p.CanWrite).SelectMany(p =>
    {
        var key = $"{start}:{p.Name}";
        if (!p.PropertyType.IsGenericType || p.PropertyType.GetGenericTypeDefinition() != typeof(IReadOnlyList<>))
        {
            return [key];
        }
        var item = p.PropertyType.GetGenericArguments()[0];
        return item == typeof(string) || item.IsPrimitive ? [$"{key}:N"] : Keys(item, $"{key}:N");
    });

    [GeneratedRegex(@"^\| *`(\w+:[\w:]+)` *\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
