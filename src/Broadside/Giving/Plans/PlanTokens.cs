using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Broadside.Guard;

namespace Broadside.Giving.Plans;

/// <summary>What the links of mails about a plan carry: its id, a day, and a code that only this newsroom can make. Lower case, so that mail programs that fold case do no harm.</summary>
public sealed class PlanTokens(Secrets secrets, TimeProvider time)
{
    /// <summary>The last mail about a cut rail comes after three weeks, and is read late.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(60);

    private readonly Lazy<byte[]> key = new(() => secrets.KeyFor("plan links"));

    private long Today => time.GetUtcNow().ToUnixTimeSeconds() / 86_400;

    public string Make(string plan)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"{plan}-{Today}");
        return $"{said}-{Code(said)}";
    }

    /// <returns>The plan's id; null where the link was not made here or is too old.</returns>
    public string? Plan(string? token)
    {
        if (token?.ToLowerInvariant().Split('-') is not [var plan, var day, var code] || !long.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var made)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code($"{plan}-{day}")), Encoding.UTF8.GetBytes(code)))
        {
            return null;
        }
        return Today - made <= Life.Days ? plan : null;
    }

    private string Code(string said) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes(said)).AsSpan(0, 16));
}
