using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Broadside.Kit;

namespace Broadside.Guard;

/// <summary>
/// A small sum to do before something goes on, when it is asked for in crowds. It works without scripts: the page carries the sum, when it
/// was asked and a code that only this newsroom can make, so nothing is kept of who was asked; each is good for one answer.
/// </summary>
/// <param name="secrets">Make the code.</param>
/// <param name="purpose">What it stands before, as "sign-up": an answer to one is none to another.</param>
/// <param name="time">The clock.</param>
public abstract class SumQuestion(Secrets secrets, string purpose, TimeProvider time)
{
    private const int MostUsed = 50_000;
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(30);

    private readonly Lazy<byte[]> key = new(() => secrets.KeyFor($"{purpose} questions"));
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> used = new(StringComparer.Ordinal);

    public AskedSum Ask()
    {
        var random = Ids.NewSecret(10);
        var (first, second) = (11 + (random[0] % 29), 3 + (random[1] % 7));
        var said = string.Create(CultureInfo.InvariantCulture, $"{first}.{second}.{time.GetUtcNow().ToUnixTimeSeconds()}.{Convert.ToHexStringLower(random.AsSpan(2))}");
        return new AskedSum(first, second, $"{said}.{Code(said)}");
    }

    /// <summary>True once, for the right answer to what was asked here within the half hour.</summary>
    public bool Takes(string? paper, string? answer)
    {
        if (paper is not { Length: > 0 and < 200 } || paper.Split('.') is not [var first, var second, var asked, _, var code])
        {
            return !Defence.IsOn($"{purpose}-question");
        }
        if (!Defence.IsOn($"{purpose}-question"))
        {
            return true;
        }
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(paper[..^(code.Length + 1)])), Encoding.UTF8.GetBytes(code))
            || !int.TryParse((answer ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var sum)
            || sum != int.Parse(first, CultureInfo.InvariantCulture) + int.Parse(second, CultureInfo.InvariantCulture))
        {
            return false;
        }
        var (at, now) = (DateTimeOffset.FromUnixTimeSeconds(long.Parse(asked, CultureInfo.InvariantCulture)), time.GetUtcNow());
        return at <= now && now - at <= GoodFor && Use(code, now);
    }

    private bool Use(string code, DateTimeOffset now)
    {
        lock (gate)
        {
            if (used.Count >= MostUsed)
            {
                foreach (var old in used.Where(u => now - u.Value > GoodFor).Select(u => u.Key).ToList())
                {
                    used.Remove(old);
                }
            }
            return used.Count < MostUsed && used.TryAdd(code, now);
        }
    }

    private string Code(string said) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes(said)).AsSpan(0, 16));
}
