using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Broadside.Kit;

namespace Broadside.Giving.Guarding;

/// <summary>
/// How many gifts were begun within ten minutes from one network (an IPv4 address, or the /56 that a provider gives a customer) and for one mail
/// address. Held in memory alone, under codes whose salt is thrown away each day: nobody can tell later who was here.
/// </summary>
public sealed class GiftLimit(TimeProvider time)
{
    /// <summary>A household that gives together begins no more.</summary>
    public const int FromNetwork = 5;

    public const int ForAddress = 3;

    /// <summary>Nobody begins so many, whatever they answer; an evening of givers in one hall does not come to it within ten minutes.</summary>
    public const int Most = 40;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private const int MostKept = 50_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<DateTimeOffset>> begun = new(StringComparer.Ordinal);
    private byte[] salt = [];
    private DateOnly saltDay;

    /// <summary>What was begun before this one.</summary>
    public (int FromNetwork, int ForAddress) Look(IPAddress? from, string? email)
    {
        lock (gate)
        {
            return (Count(Code("n", NetworkOf(from))), email is null ? 0 : Count(Code("e", email)));
        }
    }

    public void Note(IPAddress? from, string? email)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (begun.Count > MostKept)
            {
                foreach (var old in begun.Where(b => now - b.Value[^1] >= Window).Select(b => b.Key).ToList())
                {
                    begun.Remove(old);
                }
            }
            foreach (var code in email is null ? [Code("n", NetworkOf(from))] : new[] { Code("n", NetworkOf(from)), Code("e", email) })
            {
                (begun.TryGetValue(code, out var times) ? times : begun[code] = []).Add(now);
            }
        }
    }

    private int Count(string code)
    {
        if (!begun.TryGetValue(code, out var times))
        {
            return 0;
        }
        var now = time.GetUtcNow();
        times.RemoveAll(t => now - t >= Window);
        if (times.Count == 0)
        {
            begun.Remove(code);
        }
        return times.Count;
    }

    private string Code(string kind, string what)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (today != saltDay || salt.Length == 0)
        {
            (salt, saltDay) = (Ids.NewSecret(16), today);
            begun.Clear();
        }
        return Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(kind + what)).AsSpan(0, 12));
    }

    private static string NetworkOf(IPAddress? from)
    {
        var address = from is { IsIPv4MappedToIPv6: true } ? from.MapToIPv4() : from ?? IPAddress.None;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 7)) : address.ToString();
    }
}
