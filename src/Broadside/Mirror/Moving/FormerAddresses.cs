using System.Text.Json;
using Broadside.Kit;
using Broadside.Site.Curating;

namespace Broadside.Mirror.Moving;

/// <summary>Content of <c>former.json</c>.</summary>
public sealed record FormerAddresses
{
    public int V { get; init; } = 1;

    /// <summary>An address of an earlier time, from the root, with its query where it had one → the address that stands for it now.</summary>
    public required IReadOnlyDictionary<string, string> Addresses { get; init; }

    /// <summary>None where this is no such file: nobody's pages depend on it.</summary>
    public static FormerAddresses Read(ReadOnlySpan<byte> file)
    {
        try
        {
            return CanonicalJson.Read<FormerAddresses>(file);
        }
        catch (JsonException)
        {
            return new FormerAddresses { Addresses = new Dictionary<string, string>() };
        }
    }

    /// <summary>Where it leads, with its slash at the end or without it; null where nowhere, or to another house.</summary>
    public string? Of(string address)
    {
        foreach (var spelling in new[] { address, address.EndsWith('/') ? address[..^1] : address + "/" })
        {
            if (Addresses.TryGetValue(spelling, out var to) && SafePath.IsOwn(to))
            {
                return to;
            }
        }
        return null;
    }
}
