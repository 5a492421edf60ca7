using System.Globalization;
using System.Text.Json;

namespace Broadside.Giving.Rails;

/// <summary>Reads what somebody else wrote: what is not there, or is of another kind, is null.</summary>
internal static class JsonPath
{
    /// <param name="json">Where to begin.</param>
    /// <param name="path">Names with points between, <c>purchase_units.0.payments</c>; a number is a place in a list.</param>
    public static JsonElement? At(this JsonElement json, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (json.ValueKind == JsonValueKind.Array && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < json.GetArrayLength())
            {
                json = json[place];
            }
            else if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
            {
                return null;
            }
        }
        return json.ValueKind == JsonValueKind.Null ? null : json;
    }

    public static string? Text(this JsonElement json, string path) => json.At(path) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    public static IEnumerable<JsonElement> Items(this JsonElement json, string path) => json.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static long? Number(this JsonElement json, string path) =>
        json.At(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    public static DateTimeOffset? Time(this JsonElement json, string path) =>
        DateTimeOffset.TryParse(json.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;
}
