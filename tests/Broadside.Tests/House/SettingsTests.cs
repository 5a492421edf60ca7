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

    [Fact]
    public async Task Settings_prints_value_and_origin_and_masks_secrets()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("broadside.json"), """{ "Site": { "TrustedProxies": ["10.0.0.2"] } }""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.At("address"), "https://example.org\n", TestContext.Current.CancellationToken);

        var settings = new Settings(folder.At("broadside.json"), new Dictionary<string, string>
        {
            ["BROADSIDE__STORAGE__POSTGRES"] = "Host=db;Password=hunter2",
            ["BROADSIDE__KIT__ADDRESS_FILE"] = folder.At("address"),
        });
        var lines = KitModule.Lines(Read(settings).Shown);

        Assert.Contains(lines, l => Columns(l) == $"Kit:Address|https://example.org|(environment BROADSIDE__KIT__ADDRESS_FILE)");
        Assert.Contains(lines, l => Columns(l) == $"Site:TrustedProxies:0|10.0.0.2|({folder.At("broadside.json")})");
        Assert.Contains(lines, l => Columns(l) == "Storage:Postgres|••••|(environment BROADSIDE__STORAGE__POSTGRES)");
        Assert.Contains(lines, l => Columns(l) == "Media:LongestSide|30000|(default)");
        Assert.DoesNotContain(lines, l => l.Contains("hunter2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Site:TrustedProxy:0", "known are Site:")]
    [InlineData("Kit:Adress", "known are Kit:Address.")]
    [InlineData("Sight:Name", "there are settings of Backup, Desk, Giving, Guard, Import, Kit, Mail, Media, Mirror, Site, Storage")]
    public void An_unknown_setting_is_refused_by_name_with_what_is_known(string key, string known)
    {
        var settings = Read(new Settings(null, new Dictionary<string, string> { ["BROADSIDE__" + key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()] = "hunter2" }));

        var refusal = Assert.Throws<SettingsException>(settings.RefuseUnknown);

        Assert.StartsWith($"Unknown setting {key.ToUpperInvariant()} in environment BROADSIDE__", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(known, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("doctor")]
    [InlineData("settings")]
    public async Task An_unknown_setting_stops_every_start_before_anything_is_made(string command)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("broadside.json"), """{ "Kit": { "Adress": "https://example.org" } }""", TestContext.Current.CancellationToken);

        using var process = TestProgram.Start(folder.Path, null, [command]);
        var end = await TestProgram.EndAsync(process);

        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        Assert.Equal($"Unknown setting Kit:Adress in {folder.At("broadside.json")}. Correct or remove it; known are Kit:Address.", end.Error.Trim());
        Assert.Equal(["broadside.json"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_secrets_file_that_is_not_there_is_named_in_one_sentence()
    {
        var refusal = Assert.Throws<SettingsException>(() => new Settings(null, new Dictionary<string, string> { ["BROADSIDE__STORAGE__POSTGRES_FILE"] = "/nowhere/secret" }));

        Assert.StartsWith("The file /nowhere/secret, which BROADSIDE__STORAGE__POSTGRES_FILE names, cannot be read: ", refusal.Message, StringComparison.Ordinal);
    }

    private static string Columns(string line) => string.Join('|', Regex.Split(line, " {2,}"));

    private static Settings Read(Settings settings)
    {
        foreach (var module in Program.Modules)
        {
            module.AddServices(new Microsoft.Extensions.DependencyInjection.ServiceCollection(), settings);
        }
        return settings;
    }

    /// <summary>Keys out of the settings records; an entry of a list stands as N. A record that is part of another is named there.</summary>
    private static IEnumerable<string> Known()
    {
        var records = typeof(IModule).Assembly.GetTypes()
            .Where(t => t.Name.EndsWith("Settings", StringComparison.Ordinal) && t.Name.Length > "Settings".Length && t.GetMethod("<Clone>$") is not null)
            .ToList();
        var parts = records.SelectMany(r => r.GetProperties()).Select(p => p.PropertyType.IsGenericType ? p.PropertyType.GetGenericArguments()[0] : p.PropertyType).ToHashSet();
        return records.Where(r => !parts.Contains(r)).SelectMany(r => Keys(r, r.Name[..^"Settings".Length]));
    }

    private static IEnumerable<string> Keys(Type record, string start) => record.GetProperties().Where(p => p.CanWrite).SelectMany(p =>
    {
        var key = $"{start}:{p.Name}";
        if (Settings.IsRecord(p.PropertyType))
        {
            return Keys(p.PropertyType, key);
        }
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
