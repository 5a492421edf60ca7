using System.Text.Json;
using System.Text.Json.Nodes;
using Broadside.Kit;

namespace Broadside.Articles.Held;

/// <summary>What a new text of a published article does to its links. A pure function of the two.</summary>
/// <param name="Links">Addresses on other hosts that the article had not, in order.</param>
/// <param name="Hosts">Hosts that the article had not.</param>
/// <param name="IsAll">Nothing else is different.</param>
public sealed record LinkChange(IReadOnlyList<string> Links, IReadOnlyList<string> Hosts, bool IsAll)
{
    // What a save changes by itself, and what tells readers of the change: neither makes it more than a link.
    private static readonly string[] Beside = ["link", "credit_url", "canonical_url", "first_published_url", "updated_at", "published_at", "corrections"];

    public static LinkChange Of(ArticleContent before, ArticleContent after)
    {
        var had = ContentWalk.AllAddresses(before).ToList();
        var links = new List<string>();
        foreach (var address in ContentWalk.AllAddresses(after))
        {
            if (!had.Remove(address) && ContentWalk.HostOf(address) is not null)
            {
                links.Add(address);
            }
        }
        var hosts = ContentWalk.Hosts(after).Except(ContentWalk.Hosts(before), StringComparer.Ordinal).ToList();
        return new LinkChange([.. links.Distinct(StringComparer.Ordinal)], hosts, links.Count > 0 && Bare(before) == Bare(after));
    }

    private static string Bare(ArticleContent content)
    {
        var node = JsonSerializer.SerializeToNode(content, CanonicalJson.Options)!;
        Strip(node);
        return node.ToJsonString();
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Strip(item);
            }
        }
        else if (node is JsonObject thing)
        {
            foreach (var name in Beside)
            {
                thing.Remove(name);
            }
            foreach (var (name, value) in thing.ToList())
            {
                if (value is JsonArray marks && marks.Count > 0 && marks.All(m => m is JsonObject mark && mark.ContainsKey("kind") && mark.ContainsKey("from")))
                {
                    var stay = marks.Where(m => (string?)m!["kind"] != "link").Select(m => m!.DeepClone()).ToArray();
                    thing.Remove(name);
                    if (stay.Length > 0)
                    {
                        thing[name] = new JsonArray(stay);
                    }
                }
                else
                {
                    Strip(value);
                }
            }
        }
    }
}
