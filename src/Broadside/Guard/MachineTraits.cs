using System.Text;
using Broadside.Kit;

namespace Broadside.Guard;

/// <summary>
/// What tells a machine from its clone, which has the same disk and the same <c>/etc/machine-id</c>: the name that its cloud or its
/// hypervisor gave it, and the burnt-in addresses of its network cards.
/// </summary>
/// <param name="root">Where the machine's own files begin.</param>
public sealed class MachineTraits(string root)
{
    // cloud-init writes it anew when a clone starts.
    private static readonly string[] CloudName = ["var", "lib", "cloud", "data", "instance-id"];

    // Only root may read it; a program that may not says nothing of it.
    private static readonly string[] BoardName = ["sys", "class", "dmi", "id", "product_uuid"];

    private static readonly string[] Cards = ["sys", "class", "net"];

    private const string Permanent = "0";

    /// <summary>Those that can be read here, as "kind hash", sorted. None in a container.</summary>
    public IReadOnlyList<string> Read() =>
        [.. One("cloud", CloudName).Concat(One("board", BoardName)).Concat(Addresses().SelectMany(address => Trait("card", address))).Order(StringComparer.Ordinal)];

    /// <summary>Whether these are of two machines: of some kind both have traits, and none in common. A card more or less is the same machine.</summary>
    public static bool AreOfTwo(IEnumerable<string> known, IReadOnlyList<string> now) =>
        known.GroupBy(KindOf).Any(kind => now.Any(trait => KindOf(trait) == kind.Key) && !kind.Intersect(now).Any());

    private static string KindOf(string trait) => trait[..trait.IndexOf(' ', StringComparison.Ordinal)];

    private static IEnumerable<string> Trait(string kind, string? value) =>
        string.IsNullOrWhiteSpace(value) ? [] : [$"{kind} {CanonicalJson.Sha256(Encoding.UTF8.GetBytes($"broadside {kind} {value.Trim().ToLowerInvariant()}"))[..32]}"];

    private IEnumerable<string> One(string kind, string[] file) => Trait(kind, Text(Path.Combine([root, .. file])));

    // Of cards that are there as hardware: bridges, tunnels and the pairs of containers come and go, and some make up a new address each time.
    private IEnumerable<string?> Addresses()
    {
        var cards = Path.Combine([root, .. Cards]);
        foreach (var card in Directory.Exists(cards) ? Directory.GetDirectories(cards) : [])
        {
            if (Directory.Exists(Path.Combine(card, "device")) && Text(Path.Combine(card, "addr_assign_type"))?.Trim() == Permanent)
            {
                yield return Text(Path.Combine(card, "address"));
            }
        }
    }

    private static string? Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
