using System.Globalization;

namespace Broadside.Themes;

/// <summary>
/// The interface's words in one language, from its translation file; what that file lacks is taken from English.
/// Dates are spelt from the same file and not by the machine's own tables, so that every machine makes the same bytes.
/// </summary>
public sealed class Words
{
    private readonly IReadOnlyDictionary<string, string> texts;
    private readonly Lazy<ToldWords> told;
    private readonly string[] months;
    private readonly string[] shortMonths;

    internal Words(string language, IReadOnlyDictionary<string, string> texts)
    {
        (Language, this.texts, told) = (language, texts, new Lazy<ToldWords>(() => new ToldWords(texts)));
        (months, shortMonths) = (Text("date.months").Split(' '), Text("date.short_months").Split(' '));
        if (months.Length != 12 || shortMonths.Length != 12)
        {
            throw new InvalidDataException($"{language}.json: date.months and date.short_months want twelve words each.");
        }
    }

    /// <summary>BCP 47, the name of the file.</summary>
    public string Language { get; }

    /// <summary>The language's own name, as "Español".</summary>
    public string Name => Text("language");

    /// <summary>"ltr" or "rtl".</summary>
    public string Dir => Text("dir");

    public IEnumerable<string> Keys => texts.Keys;

    /// <summary>The text of that key; the key itself when no file has it, so that a gap is seen.</summary>
    public string Text(string key) => texts.TryGetValue(key, out var text) ? text : key;

    public bool Has(string key) => texts.ContainsKey(key);

    /// <summary>The text with <c>{name}</c> filled in.</summary>
    public string Text(string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text = Text(key);
        foreach (var (name, value) in values)
        {
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }
        return text;
    }

    /// <summary>The text for a number of things: <c>KEY.one</c> or <c>KEY.other</c>, with <c>{n}</c> filled in.</summary>
    public string Count(string key, long number) => Text(number == 1 ? key + ".one" : key + ".other", ("n", Number(number)));

    /// <summary>A sentence that the program made in English, in this language where it is known there.</summary>
    public string Told(string english) => told.Value.Tell(english) ?? english;

    public string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(",", Text("number.group"), StringComparison.Ordinal);

    public When When(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var (text, time) = (Date(DateOnly.FromDateTime(local.DateTime)), local.ToString("HH:mm", CultureInfo.InvariantCulture));
        return new When(
            at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            text,
            Text("date.full", ("date", text), ("time", time)),
            Text("date.short", ("day", Day(local.Day)), ("month", shortMonths[local.Month - 1])),
            time);
    }

    /// <summary>"22 November 2026".</summary>
    public string Date(DateOnly date) => Text("date.long", ("day", Day(date.Day)), ("month", months[date.Month - 1]), ("year", Day(date.Year)));

    /// <summary>"November 2026".</summary>
    public string Month(int year, int month) => Text("date.month", ("month", months[month - 1]), ("year", Day(year)));

    public string MonthName(int month) => months[month - 1];

    /// <summary>"A", "A and B", "A, B and C".</summary>
    public string Together(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => string.Join(Text("list.comma"), names.Take(names.Count - 1)) + Text("list.and") + names[^1],
    };

    /// <summary>"1.4 MB", "820 KB".</summary>
    public string Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => $"{(bytes + 500) / 1000} KB",
        _ => $"{Decimal(bytes / 100_000)} MB",
    };

    private string Decimal(long tenths) => tenths % 10 == 0 ? Number(tenths / 10) : Number(tenths / 10) + Text("number.point") + (tenths % 10);

    private static string Day(int number) => number.ToString(CultureInfo.InvariantCulture);
}
