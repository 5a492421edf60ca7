using System.Text.RegularExpressions;

namespace Broadside;

/// <summary>What <c>docs/manual/commands.md</c> tells of each command: the program's help says the same words, in the same order.</summary>
internal sealed partial class CommandManual
{
    private CommandManual(IReadOnlyList<Entry> entries) => Entries = entries;

    /// <summary>In the manual's order.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    public static CommandManual Read()
    {
        using var stream = typeof(CommandManual).Assembly.GetManifestResourceStream("commands.md")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    public static CommandManual Read(string markdown)
    {
        var entries = new List<Entry>();
        var chapter = "";
        foreach (var part in Heading().Split(markdown).Skip(1).Chunk(3))
        {
            if (part[0] == "##")
            {
                chapter = part[1];
            }
            else if (CommandName().Match(part[1]) is { Success: true } name)
            {
                entries.Add(Read(chapter, name.Groups[1].Value, part[2]));
            }
        }
        return new CommandManual(entries);
    }

    public Entry? Of(string path) => Entries.FirstOrDefault(e => e.Path == path);

    private static Entry Read(string chapter, string path, string section)
    {
        var examples = Fence().Matches(section).SelectMany(m => m.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var text = Fence().Replace(section, "");
        var options = OptionLine().Matches(text).ToDictionary(m => m.Groups[1].Value, m => (m.Groups[2].Value.Trim(), Sentence(Plain(m.Groups[3].Value))), StringComparer.Ordinal);
        var paragraphs = OptionLine().Replace(text, "").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select((p, i) => Plain(i == 0 ? Synopsis().Replace(p, "") : p)).Select(Sentence).ToList();
        return new Entry(chapter, path, paragraphs, options, examples);
    }

    private static string Plain(string markdown) =>
        Link().Replace(markdown, m => $"docs/manual/{m.Groups[1].Value}").Replace("`", "", StringComparison.Ordinal).ReplaceLineEndings(" ").Trim();

    private static string Sentence(string text) => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    [GeneratedRegex(@"^(##|###) (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^`broadside ([a-z -]+)`$")]
    private static partial Regex CommandName();

    [GeneratedRegex(@"^```[a-z]*\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^- `(--[a-z-]+)([^`]*)`: (.+)$", RegexOptions.Multiline)]
    private static partial Regex OptionLine();

    [GeneratedRegex("^`[^`]+`: ")]
    private static partial Regex Synopsis();

    [GeneratedRegex(@"\[[^\]]+\]\(([^)]+)\)")]
    private static partial Regex Link();

    /// <param name="Chapter">The heading that it stands under.</param>
    /// <param name="Path">The command without the program's name, as <c>article publish</c>.</param>
    /// <param name="Paragraphs">What it does.</param>
    /// <param name="Options">The name of its value, empty for a switch, and what it does, by the option's name.</param>
    /// <param name="Examples">Whole command lines.</param>
    internal sealed record Entry(string Chapter, string Path, IReadOnlyList<string> Paragraphs, IReadOnlyDictionary<string, (string Value, string Text)> Options, IReadOnlyList<string> Examples);
}
