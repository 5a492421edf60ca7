using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Broadside.Kit;

/// <summary>
/// What the operator has set, from <c>broadside.json</c> in the data folder and from the environment
/// (<c>BROADSIDE__MODULE__NAME</c>, with <c>_FILE</c> at the end the value is read out of that file). The environment wins.
/// Each module asks for its own record with <see cref="Read{T}"/>; what nobody asked for is an unknown key and stops the start.
/// </summary>
public sealed class Settings
{
    public const string Prefix = "BROADSIDE__";

    private readonly Dictionary<string, SettingValue> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> lists = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SettingValue> shown = [];

    /// <param name="file">Path of <c>broadside.json</c>; may be absent.</param>
    /// <param name="environment">Names and values; only those that begin with <see cref="Prefix"/> count.</param>
    /// <exception cref="SettingsException">The file is no JSON object.</exception>
    public Settings(string? file, IDictionary environment)
    {
        if (file is not null && File.Exists(file))
        {
            AddFile(file);
        }
        foreach (DictionaryEntry variable in environment)
        {
            if (((string)variable.Key).StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                AddVariable((string)variable.Key, (string?)variable.Value ?? "");
            }
        }
    }

    /// <summary>Everything that was asked for, with its origin; secrets are masked by the reader of this list.</summary>
    public IReadOnlyList<SettingValue> Shown => shown;

    /// <summary>Fills a module's settings record: properties with <c>init</c>, their initial values are the defaults.</summary>
    /// <exception cref="SettingsException">A value does not fit its type.</exception>
    public T Read<T>(string module) where T : new()
    {
        var record = new T();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            ReadProperty(record, property, $"{module}:{property.Name}");
        }
        return record;
    }

    /// <exception cref="SettingsException">A key stands in the file or the environment that no module knows.</exception>
    public void RefuseUnknown()
    {
        var unknown = values.Values.Where(v => !known.Contains(v.Key)).ToList();
        if (unknown.Count > 0)
        {
            var first = unknown[0];
            throw new SettingsException($"Unknown setting {first.Key} in {first.Origin}. Correct or remove it; {Known(first.Key.Split(':')[0])}.");
        }
    }

    private string Known(string module)
    {
        var all = known.Where(k => !k.Any(char.IsAsciiDigit)).Concat(lists).Order(StringComparer.Ordinal).ToList();
        var own = all.Where(k => k.StartsWith(module + ":", StringComparison.OrdinalIgnoreCase)).ToList();
        return own.Count > 0 ? $"known are {string.Join(", ", own)}" : $"there are settings of {string.Join(", ", all.Select(k => k.Split(':')[0]).Distinct())}";
    }

    private void ReadProperty(object record, PropertyInfo property, string key)
    {
        var secret = property.GetCustomAttribute<SecretAttribute>() is not null;
        if (IsList(property.PropertyType, out var itemType))
        {
            lists.Add($"{key}:N");
            property.SetValue(record, ReadList(itemType, key, secret, (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(itemType))!));
            return;
        }
        if (IsRecord(property.PropertyType))
        {
            var part = property.GetValue(record) ?? Activator.CreateInstance(property.PropertyType)!;
            foreach (var inner in property.PropertyType.GetProperties().Where(p => p.CanWrite))
            {
                ReadProperty(part, inner, $"{key}:{inner.Name}");
            }
            property.SetValue(record, part);
            return;
        }
        known.Add(key);
        if (!values.TryGetValue(key, out var value))
        {
            shown.Add(new SettingValue(key, Convert.ToString(property.GetValue(record), CultureInfo.InvariantCulture) ?? "", "default", secret));
            return;
        }
        shown.Add(value with { Key = key, IsSecret = secret });
        property.SetValue(record, Parse(value, property.PropertyType));
    }

    private IList ReadList(Type itemType, string key, bool secret, IList list)
    {
        for (var i = 0; ; i++)
        {
            var start = $"{key}:{i}";
            if (values.TryGetValue(start, out var value))
            {
                known.Add(start);
                shown.Add(value with { IsSecret = secret });
                list.Add(Parse(value, itemType));
            }
            else if (values.Keys.Any(k => k.StartsWith(start + ":", StringComparison.OrdinalIgnoreCase)))
            {
                var item = Activator.CreateInstance(itemType)!;
                foreach (var property in itemType.GetProperties().Where(p => p.CanWrite))
                {
                    ReadProperty(item, property, $"{start}:{property.Name}");
                }
                list.Add(item);
            }
            else
            {
                return list;
            }
        }
    }

    private static bool IsList(Type type, out Type itemType)
    {
        itemType = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : typeof(object);
        return itemType != typeof(object);
    }

    /// <summary>Whether it is a group of settings of its own.</summary>
    public static bool IsRecord(Type type) => type.IsClass && type.Assembly == typeof(Settings).Assembly && type.GetMethod("<Clone>$") is not null;

    private static object? Parse(SettingValue value, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        try
        {
            return target switch
            {
                _ when target.IsEnum => Enum.Parse(target, value.Text, ignoreCase: true),
                _ when target == typeof(TimeSpan) => TimeSpan.Parse(value.Text, CultureInfo.InvariantCulture),
                _ when target == typeof(bool) => value.Text is "1" || (value.Text is not "0" && bool.Parse(value.Text)),
                _ => Convert.ChangeType(value.Text, target, CultureInfo.InvariantCulture),
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw new SettingsException($"Setting {value.Key} in {value.Origin} is “{value.Text}”, which is no {target.Name}.", e);
        }
    }

    private void AddFile(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            AddElement("", document.RootElement, file);
        }
        catch (JsonException e)
        {
            throw new SettingsException($"{file} is not JSON: {e.Message}", e);
        }
    }

    private void AddElement(string key, JsonElement element, string origin)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    AddElement(key.Length == 0 ? property.Name : $"{key}:{property.Name}", property.Value, origin);
                }
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    AddElement($"{key}:{index++}", item, origin);
                }
                break;
            default:
                values[key] = new SettingValue(key, element.ToString(), origin, false);
                break;
        }
    }

    private static string Content(string variable, string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingsException($"The file {file}, which {variable} names, cannot be read: {e.Message}", e);
        }
    }

    private void AddVariable(string name, string text)
    {
        var key = name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal);
        if (key.EndsWith("_FILE", StringComparison.OrdinalIgnoreCase))
        {
            (key, text) = (key[..^"_FILE".Length], Content(name, text));
        }
        values[key] = new SettingValue(key, text, $"environment {name}", false);
    }
}
