using System.Text.Json.Nodes;
using Broadside.Kit;

namespace Broadside.Backup.Packing;

/// <summary>The settings in force that are no secrets, in the form of <c>broadside.json</c>, wherever they were set.</summary>
public sealed class PlainSettings(Settings settings)
{
    // Where this copy's database is, is no affair of the next.
    private const string Place = "Storage:";

    // What pages are made with; relays, rails and mailboxes are none of the public's business.
    private static readonly string[] Public = ["Kit:", "Site:", "Media:"];

    /// <param name="isPublic">Only those that readers' pages are made with.</param>
    public byte[] Bytes(bool isPublic)
    {
        var all = new JsonObject();
        foreach (var setting in Set().Where(s => !s.IsSecret && (!isPublic || Public.Any(start => s.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase)))))
        {
            all[setting.Key] = setting.Text;
        }
        return CanonicalJson.Bytes(all);
    }

    /// <summary>Names of those that are secrets: who restores gives them anew.</summary>
    public IReadOnlyList<string> LeftOut() => [.. Set().Where(s => s.IsSecret && s.Text.Length > 0).Select(s => s.Key).Order(StringComparer.Ordinal)];

    private IEnumerable<SettingValue> Set() => settings.Shown.Where(s => s.Origin != "default" && !s.Key.StartsWith(Place, StringComparison.OrdinalIgnoreCase)).DistinctBy(s => s.Key);
}
