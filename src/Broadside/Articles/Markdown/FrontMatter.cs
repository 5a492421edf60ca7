namespace Broadside.Articles.Markdown;

/// <summary>
/// The <c>key: value</c> lines between two <c>---</c> at the top of a Markdown file, as many writing tools leave them.
/// Not YAML: quoted values, <c>[a, b]</c>, <c>- item</c> lines and <c>|</c> or <c>></c> texts are understood, the rest is
/// named in the warnings. Keys are compared without case; a key may come more than once.
/// </summary>
public sealed class FrontMatter
{
    private readonly List<Field> fields = [];

    private readonly List<string> warnings = [];

    public static FrontMatter Empty { get; } = new();

    public IReadOnlyList<string> Warnings => warnings;

    public IEnumerable<string> Keys => fields.Select(f => f.Key).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The first value of that key; absent when there is none or it is empty.</summary>
    public string? this[string key] => All(key).FirstOrDefault(v => v.Length > 0);

    public IEnumerable<string> All(string key) => Of(key).Select(f => f.Value);

    /// <summary>All values of that key; a value that holds commas is several, unless it was an item of a list.</summary>
    public IReadOnlyList<string> List(string key) =>
        [.. Of(key).SelectMany(f => f.IsItem ? [f.Value] : f.Value.Split(',', StringSplitOptions.TrimEntries)).Where(v => v.Length > 0)];

    /// <summary>The fields whose keys begin so, without that beginning.</summary>
    internal FrontMatter Below(string prefix)
    {
        var below = new FrontMatter();
        below.fields.AddRange(fields.Where(f => f.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(f => f with { Key = f.Key[prefix.Length..] }));
        return below;
    }

    internal FrontMatter With(string key, string? value)
    {
        if (value is not null)
        {
            fields.Add(new Field(key, value, IsItem: false));
        }
        return this;
    }

    /// <summary>Takes the fields off the top of a file; what is left is the body. Without a closing line it is all body.</summary>
    public static FrontMatter Take(string file, out string body)
    {
        var lines = Lines(file);
        var end = lines.Length > 0 && lines[0].TrimEnd() == "---"
            ? Array.FindIndex(lines, 1, l => l.TrimEnd() is "---" or "...")
            : -1;
        if (end < 0)
        {
            body = string.Join('\n', lines);
            return Empty;
        }
        body = string.Join('\n', lines[(end + 1)..]);
        return Read(lines[1..end]);
    }

    /// <summary>Fields from lines, as they also stand inside a directive.</summary>
    public static FrontMatter Read(IReadOnlyList<string> lines)
    {
        var read = new FrontMatter();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var key = colon > 0 ? line[..colon].TrimEnd() : "";
            if (key.Length == 0 || key.Any(c => !char.IsLetterOrDigit(c) && c is not ('_' or '-')))
            {
                read.warnings.Add($"not a field: {line}");
                continue;
            }
            read.Add(key, line[(colon + 1)..].Trim(), lines, ref i);
        }
        return read;
    }

    private void Add(string key, string value, IReadOnlyList<string> lines, ref int i)
    {
        if (value is "|" or ">" or "|-" or ">-")
        {
            var text = new List<string>();
            while (i + 1 < lines.Count && (lines[i + 1].Length == 0 || char.IsWhiteSpace(lines[i + 1][0])))
            {
                text.Add(lines[++i].Trim());
            }
            fields.Add(new Field(key, string.Join(value[0] == '|' ? '\n' : ' ', text).Trim(), IsItem: false));
        }
        else if (value.Length == 0 && i + 1 < lines.Count && IsItem(lines[i + 1]))
        {
            while (i + 1 < lines.Count && IsItem(lines[i + 1]))
            {
                fields.Add(new Field(key, Unquote(lines[++i].TrimStart()[2..].Trim()), IsItem: true));
            }
        }
        else if (value is ['[', .., ']'])
        {
            fields.AddRange(value[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(v => new Field(key, Unquote(v), IsItem: true)));
        }
        else
        {
            fields.Add(new Field(key, Unquote(value), IsItem: false));
        }
    }

    private IEnumerable<Field> Of(string key) => fields.Where(f => string.Equals(f.Key, key, StringComparison.OrdinalIgnoreCase));

    private static bool IsItem(string line) => line.TrimStart().StartsWith("- ", StringComparison.Ordinal);

    private static string Unquote(string value) => value switch
    {
        ['"', .. var inner, '"'] => inner.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal),
        ['\'', .. var inner, '\''] => inner.Replace("''", "'", StringComparison.Ordinal),
        _ => value,
    };

    private static string[] Lines(string file) =>
        file.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

    private sealed record Field(string Key, string Value, bool IsItem);
}
