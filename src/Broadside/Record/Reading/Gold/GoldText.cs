using System.Text.Json;

namespace Broadside.Record.Reading.Gold;

/// <summary>A text with what a person found in it, in the form of the public record files. A missing part (null) was never looked for.</summary>
internal sealed record GoldText(SourceText Text, IReadOnlyList<GoldDate>? Dates, IReadOnlyList<GoldName>? Names, IReadOnlyList<GoldQuote>? Quotes, IReadOnlyList<GoldEvent>? Events, bool EventsComplete)
{
    public static string IdOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Word(document.RootElement, "id") ?? "";
    }

    public static GoldText Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var text = new SourceText
        {
            Title = Word(root, "title") ?? "",
            Language = Word(root, "language") ?? Word(root, "lang"),
            Published = Day(Word(root, "publishDate")),
            Dateline = Day(Word(root, "datelineDate")),
            Blocks = [.. root.GetProperty("paragraphs").EnumerateArray().Select(p => new SourceBlock(Word(p, "id") ?? "", Kind(Word(p, "kind")), Word(p, "text") ?? ""))],
        };
        return new GoldText(
            text,
            Rows(root, "dates")?.Select(GoldDate.Read).ToList(),
            Rows(root, "entities")?.SelectMany(GoldName.ReadAll).ToList(),
            Rows(root, "quotes")?.Select(GoldQuote.Read).ToList(),
            Rows(root, "events")?.Select(e => new GoldEvent(Place(e))).ToList(),
            root.TryGetProperty("eventsComplete", out var complete) && complete.ValueKind == JsonValueKind.True);
    }

    internal static string? Word(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal static GoldPlace Place(JsonElement row) => new(Word(row, "p") ?? "", row.GetProperty("start").GetInt32(), row.GetProperty("end").GetInt32());

    private static IEnumerable<JsonElement>? Rows(JsonElement root, string name) => root.TryGetProperty(name, out var rows) && rows.ValueKind == JsonValueKind.Array ? rows.EnumerateArray() : null;

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : null;

    private static BlockKind Kind(string? kind) => kind switch
    {
        "heading" => BlockKind.Heading,
        "quote" => BlockKind.Quote,
        "figure" or "caption" => BlockKind.Caption,
        _ => BlockKind.Body,
    };
}

internal readonly record struct GoldPlace(string Block, int Start, int End);

internal sealed record GoldEvent(GoldPlace Place);

internal sealed record GoldQuote(GoldPlace Place, string Class, string? Speaker, string? Mention)
{
    public static GoldQuote Read(JsonElement row) => new(GoldText.Place(row), GoldText.Word(row, "class") ?? "", GoldText.Word(row, "speaker"), GoldText.Word(row, "mention"));
}

internal sealed record GoldDate(GoldPlace Place, DateOnly? Earliest, DateOnly? Latest)
{
    public static GoldDate Read(JsonElement row)
    {
        var attributes = row.GetProperty("attrs");
        if (GoldText.Word(attributes, "when") is { } when)
        {
            Edtf.TryBounds(Point(when), out var first, out var last);
            return new GoldDate(GoldText.Place(row), first, last);
        }
        DateOnly? earliest = null;
        DateOnly? latest = null;
        if ((GoldText.Word(attributes, "from") ?? GoldText.Word(attributes, "notBefore")) is { } from)
        {
            Edtf.TryBounds(Point(from), out earliest, out _);
        }
        if ((GoldText.Word(attributes, "to") ?? GoldText.Word(attributes, "notAfter")) is { } to)
        {
            Edtf.TryBounds(Point(to), out _, out latest);
        }
        return new GoldDate(GoldText.Place(row), earliest, latest);
    }

    // A clock time says nothing that a record keeps: its day counts.
    private static string Point(string value) => value.Contains('T') ? value[..value.IndexOf('T', StringComparison.Ordinal)] : value;
}

internal sealed record GoldName(GoldPlace Place, string Kind, string Identity, string Exact)
{
    public static IEnumerable<GoldName> ReadAll(JsonElement entity)
    {
        var kind = GoldText.Word(entity, "kind") ?? "";
        var identity = Uri.UnescapeDataString(GoldText.Word(entity, "identity") ?? "").Replace('_', ' ');
        var bracket = identity.IndexOf(" (", StringComparison.Ordinal);
        return entity.GetProperty("mentions").EnumerateArray().Select(m => new GoldName(GoldText.Place(m), kind, bracket > 0 ? identity[..bracket] : identity, GoldText.Word(m, "exact") ?? ""));
    }
}
