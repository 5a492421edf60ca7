using System.Globalization;
using System.Text.Json;
using Broadside.Record;
using Broadside.Record.Reading;

namespace Broadside.RecordBench;

/// <summary>Makes gold texts of one sentence out of the public lists of date phrases, which no rule was written for.</summary>
internal static class Phrases
{
    public static void Write(string open, string folder)
    {
        News(Path.Combine(open, "timenorm-en-test.tsv"), Directory.CreateDirectory(Path.Combine(folder, "news")).FullName);
        Assistant(Path.Combine(open, "recognizers-date-cases.json"), Directory.CreateDirectory(Path.Combine(folder, "assistant")).FullName);
    }

    // Phrases of newspapers, a block for each article: its first line is the day of the article. What has no bounds ("now", "the past") is passed over.
    private static void News(string file, string folder)
    {
        var (today, fresh, count) = ("", true, 0);
        foreach (var line in File.ReadLines(file))
        {
            var cells = line.Split('\t');
            if (cells.Length < 3)
            {
                fresh = true;
                continue;
            }
            if (fresh)
            {
                (today, fresh) = (cells[0], false);
                continue;
            }
            if (cells[1] == "DATE" && Bounds(cells[2]) is { } bounds && DateOnly.TryParse(today, CultureInfo.InvariantCulture, out _))
            {
                var lead = "They met " + Preposition(cells[0]);
                Save(folder, ++count, lead + cells[0] + ".", today, [(lead.Length, lead.Length + cells[0].Length, bounds.From, bounds.To)]);
            }
        }
    }

    // Sentences to a calendar. Those with a clock time, and dates that can be two days, are passed over.
    private static void Assistant(string file, string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var count = 0;
        foreach (var one in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var rows = one.GetProperty("results").EnumerateArray().Select(Row).ToList();
            if (rows.All(r => r is not null))
            {
                Save(folder, ++count, one.GetProperty("input").GetString()!, one.GetProperty("reference").GetString()![..10], [.. rows.Select(r => r!.Value)]);
            }
        }
    }

    private static (int Start, int End, string? From, string? To)? Row(JsonElement result)
    {
        var values = result.GetProperty("values").EnumerateArray().ToList();
        if (values.Count != 1 || result.GetProperty("type").GetString() is not ("date" or "daterange"))
        {
            return null;
        }
        string? Day(string name) => values[0].TryGetProperty(name, out var v) && DateOnly.TryParseExact(v.GetString(), "yyyy-MM-dd", out _) ? v.GetString() : null;
        // The end is the day after.
        var end = Day("end") is { } e ? Edtf.Day(DateOnly.ParseExact(e, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(-1)) : null;
        var (from, to) = (Day("value") ?? Day("start"), Day("value") ?? end);
        var start = result.GetProperty("start").GetInt32();
        return from is null && to is null ? null : (start, start + result.GetProperty("text").GetString()!.Length, from, to);
    }

    private static string Preposition(string phrase) => phrase.Split(' ')[0].ToLowerInvariant() switch
    {
        "last" or "this" or "next" or "today" or "yesterday" or "tomorrow" => "",
        var w when phrase.EndsWith(" ago", StringComparison.Ordinal) || w.Length == 0 => "",
        "the" when phrase.Contains("end", StringComparison.Ordinal) => "at ",
        "monday" or "tuesday" or "wednesday" or "thursday" or "friday" or "saturday" or "sunday" => "on ",
        _ when phrase.Length == 10 && char.IsAsciiDigit(phrase[0]) => "on ",
        _ when phrase.Split(' ') is [_, { Length: <= 2 }] => "on ",
        _ => "in ",
    };

    private static (string From, string To)? Bounds(string value)
    {
        if (value.Length == 8 && value[4..6] == "-W" && int.TryParse(value[..4], out var year) && int.TryParse(value[6..], out var week))
        {
            var monday = ISOWeek.ToDateTime(year, week, DayOfWeek.Monday);
            return (Edtf.Day(DateOnly.FromDateTime(monday)), Edtf.Day(DateOnly.FromDateTime(monday.AddDays(6))));
        }
        value = value.Length == 2 && value.All(char.IsAsciiDigit) ? value + "XX" : value;
        return !value.StartsWith('X') && Edtf.TryBounds(value, out var from, out var to) ? (Edtf.Day(from!.Value), Edtf.Day(to!.Value)) : null;
    }

    private static void Save(string folder, int number, string text, string today, List<(int Start, int End, string? From, string? To)> dates) =>
        File.WriteAllText(Path.Combine(folder, $"{number:0000}.json"), JsonSerializer.Serialize(new
        {
            id = $"{number:0000}",
            language = "en",
            publishDate = today,
            paragraphs = new[] { new { id = "p0", kind = "p", text } },
            dates = dates.Select(d => new { p = "p0", start = d.Start, end = d.End, attrs = new { from = d.From, to = d.To } }),
        }));
}
