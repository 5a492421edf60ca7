using System.Security.Cryptography;
using System.Text;
using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>The list of those who are not to be written to: who left, whose mail came back, who complained, who was erased. Keeps no address.</summary>
public sealed class Suppressions(Secrets secrets, TimeProvider time)
{
    private readonly Lazy<byte[]> key = new(() => secrets.KeyFor("suppressions"));

    /// <summary>What stands for an address: 64 hexadecimal digits, and nothing without the key in the data folder.</summary>
    /// <param name="addressKey">Of <see cref="SubscriberAddress"/>.</param>
    public string HmacOf(string addressKey) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes(addressKey)));

    /// <summary>Those among the addresses that are suppressed now, by key.</summary>
    public async Task<IReadOnlyDictionary<string, SuppressionReason>> AmongAsync(NewsroomDb db, IReadOnlyCollection<string> addressKeys, CancellationToken cancel)
    {
        if (addressKeys.Count == 0)
        {
            return new Dictionary<string, SuppressionReason>();
        }
        var keys = addressKeys.ToDictionary(HmacOf, StringComparer.Ordinal);
        var (hmacs, now) = (keys.Keys.ToList(), time.GetUtcNow());
        var found = await db.Set<Suppression>().AsNoTracking().Where(s => hmacs.Contains(s.AddressHmac) && (s.Until == null || s.Until > now)).ToListAsync(cancel);
        return found.ToDictionary(s => keys[s.AddressHmac], s => s.Reason, StringComparer.Ordinal);
    }

    /// <summary>Within the caller's transaction; the caller saves. What stands already stays, unless the new reason weighs more.</summary>
    public async Task AddAsync(NewsroomDb db, string addressKey, SuppressionReason reason, CancellationToken cancel)
    {
        var (hmac, now) = (HmacOf(addressKey), time.GetUtcNow());
        var standing = db.Set<Suppression>().Local.FirstOrDefault(s => s.AddressHmac == hmac) ?? await db.Set<Suppression>().SingleOrDefaultAsync(s => s.AddressHmac == hmac, cancel);
        if (standing is null)
        {
            db.Add(new Suppression { AddressHmac = hmac, Reason = reason, Since = now });
        }
        else if (standing.Until <= now || Weight(reason) > Weight(standing.Reason))
        {
            (standing.Reason, standing.Since, standing.Until) = (reason, now, null);
        }
    }

    /// <summary>The person has signed up again and confirmed it.</summary>
    public async Task LiftAsync(NewsroomDb db, string addressKey, CancellationToken cancel)
    {
        var hmac = HmacOf(addressKey);
        await db.Set<Suppression>().Where(s => s.AddressHmac == hmac).ExecuteDeleteAsync(cancel);
    }

    private static int Weight(SuppressionReason reason) => reason switch
    {
        SuppressionReason.Asked => 0,
        SuppressionReason.Left => 1,
        SuppressionReason.Bounced => 2,
        SuppressionReason.Complained => 3,
        _ => 4,
    };
}
