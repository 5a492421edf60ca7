using System.Text;
using System.Text.Json;

namespace Broadside.Mail.Inbound.Hooks;

/// <summary>Reads what stands in a relay's notice, whatever is missing.</summary>
internal static class Notice
{
    private const int LongestText = 256 << 10;

    /// <summary>The text at the end of that way; empty where there is none.</summary>
    public static string Text(this JsonElement notice, params string[] way) =>
        notice.At(way) is not { } found ? "" : found.ValueKind == JsonValueKind.String ? found.GetString()! : found.ValueKind == JsonValueKind.Number ? found.GetRawText() : "";

    public static JsonElement? At(this JsonElement notice, params string[] way)
    {
        foreach (var name in way)
        {
            if (notice.ValueKind != JsonValueKind.Object || !notice.TryGetProperty(name, out notice))
            {
                return null;
            }
        }
        return notice;
    }

    /// <summary>What looks like a token of ours, anywhere in it.</summary>
    public static IReadOnlyList<string> Tokens(this JsonElement notice)
    {
        var all = new StringBuilder();
        Gather(notice, all);
        return ReturnTokens.In(all.ToString());
    }

    private static void Gather(JsonElement element, StringBuilder all)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Gather(property.Value, all);
                }
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Gather(item, all);
                }
                break;
            case JsonValueKind.String when all.Length < LongestText:
                all.Append(element.GetString()).Append('\n');
                break;
        }
    }
}
