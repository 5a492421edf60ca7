using System.Globalization;
using System.Text.Json;
using Broadside.Record;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Record.Reading;
using Broadside.Record.Reading.Gold;

namespace Broadside.RecordBench;

/// <summary>What <c>peers.js</c> wrote: for each tool and text, spans with two days or a kind.</summary>
internal sealed class Peers(JsonElement root)
{
    public static Peers Read(string file) => new(JsonDocument.Parse(File.ReadAllText(file)).RootElement.Clone());

    public double Speed(string tool) => root.GetProperty("speed").GetProperty(tool).GetProperty("charactersPerSecond").GetDouble();

    public double FirstPass(string tool) => root.GetProperty("speed").GetProperty(tool).GetProperty("firstPassMilliseconds").GetDouble();

    /// <param name="tool">Name in the file.</param>
    /// <param name="id">Of the text.</param>
    /// <param name="gold">What is right.</param>
    /// <param name="inFavour">A day that was found counts as its week, month, year or decade where gold wants that.</param>
    public IReadOnlyList<FoundDate> Dates(string tool, string id, GoldText gold, bool inFavour) => [.. Rows(tool, id).Select(row =>
    {
        var passage = Place(row, gold);
        var (from, to, near) = (Day(row, "from"), Day(row, "to"), Day(row, "near"));
        var wanted = gold.Dates!.FirstOrDefault(g => g.Place.Block == passage.Block && g.Place.Start < passage.End && passage.Start < g.Place.End);
        foreach (var (first, last) in inFavour && wanted is not null ? Wider(near) : [])
        {
            if (wanted!.Earliest == first && wanted.Latest == last)
            {
                (from, to) = (first, last);
            }
        }
        return new FoundDate { Passage = passage, Edtf = Edtf.Interval(Edtf.Day(from), Edtf.Day(to < from ? from : to)), Basis = DateBasis.Stated, Reason = new Reason(tool, "", 1) };
    })];

    public IReadOnlyList<FoundName> Names(string tool, string id, GoldText gold) => [.. Rows(tool, id).Select(row =>
    {
        var passage = Bare(Place(row, gold), gold);
        var kind = row.GetProperty("kind").GetString() switch { "person" => ActorKind.Person, "organization" => ActorKind.Org, _ => ActorKind.Place };
        return new FoundName { Passage = passage, Kind = kind, Name = passage.Exact, Reason = new Reason(tool, "", 1) };
    })];

    private static IEnumerable<(DateOnly First, DateOnly Last)> Wider(DateOnly day)
    {
        if (day.Year < 10)
        {
            yield break;
        }
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        yield return (day, day);
        yield return (monday, monday.AddDays(6));
        yield return (new DateOnly(day.Year, day.Month, 1), new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)));
        yield return (new DateOnly(day.Year, 1, 1), new DateOnly(day.Year, 12, 31));
        yield return (new DateOnly(day.Year / 10 * 10, 1, 1), new DateOnly((day.Year / 10 * 10) + 9, 12, 31));
    }

    // In their favour: an article before and a mark or "'s" behind are no part of a name.
    private static Passage Bare(Passage passage, GoldText gold)
    {
        var text = gold.Text.Blocks.First(b => b.Id == passage.Block).Text;
        var (start, end) = (passage.Start, passage.End);
        while (end > start && !char.IsLetterOrDigit(text[end - 1]))
        {
            end--;
        }
        end -= end - start > 2 && text[end - 1] == 's' && text[end - 2] is '\'' or '’' ? 2 : 0;
        while (start < end && !char.IsLetterOrDigit(text[start]))
        {
            start++;
        }
        start += text.AsSpan(start, end - start).StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? 4 : 0;
        return passage with { Start = start, End = end, Exact = text[start..end] };
    }

    private static Passage Place(JsonElement row, GoldText gold)
    {
        var block = row.GetProperty("p").GetString()!;
        var text = gold.Text.Blocks.First(b => b.Id == block).Text;
        var start = Math.Clamp(row.GetProperty("start").GetInt32(), 0, text.Length);
        var end = Math.Clamp(row.GetProperty("end").GetInt32(), start, text.Length);
        return new Passage(block, start, end, text[start..end]);
    }

    private static DateOnly Day(JsonElement row, string name) => DateOnly.TryParseExact(row.GetProperty(name).GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.MinValue;

    private IEnumerable<JsonElement> Rows(string tool, string id) => root.GetProperty("found").GetProperty(tool).GetProperty(id).EnumerateArray();
}
