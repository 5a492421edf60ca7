namespace Broadside.Import.WordPress;

/// <summary>A shortcode with what it was given: <c>[name key="value" position]inner[/name]</c>.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Given">Attributes by lower-case name; those without a name under "0", "1"…</param>
/// <param name="Inner">What stands between the two tags; null when there is no end tag.</param>
internal sealed record Shortcode(string Name, IReadOnlyDictionary<string, string> Given, string? Inner)
{
    public string? this[string attribute] => Given.TryGetValue(attribute, out var value) && value.Length > 0 ? value : null;
}
