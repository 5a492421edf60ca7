using System.Text.Json;

namespace Broadside.Site.Https;

/// <summary>What the authority answered. Everything in it comes from outside, and may be missing.</summary>
/// <param name="Body">As sent.</param>
/// <param name="Json">The body as JSON; undefined where it is none.</param>
/// <param name="Location">The address of what was made.</param>
/// <param name="RetryAfter">How long to wait before asking again.</param>
internal sealed record AcmeAnswer(string Body, JsonElement Json, Uri? Location, TimeSpan? RetryAfter)
{
    /// <summary>The text of a member; empty where there is none.</summary>
    public string Text(string name) => TextOf(Json, name);

    /// <summary>The addresses in a member that is a list.</summary>
    public IEnumerable<Uri> Addresses(string name) =>
        Member(Json, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(i => Uri.TryCreate(i.ToString(), UriKind.Absolute, out var uri) ? uri : null).OfType<Uri>() : [];

    public static string TextOf(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    public static JsonElement? Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;
}
