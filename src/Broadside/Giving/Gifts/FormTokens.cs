using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Giving.Gifts;

/// <summary>What a form carries so that one press begins one attempt. Nothing is kept of a form that nobody sends; an attempt keeps its token for ever.</summary>
public sealed class FormTokens(Secrets secrets, TimeProvider time)
{
    // Nobody chooses, types and presses faster than this; a page that lay open over lunch is still good.
    public static readonly TimeSpan Soonest = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan Latest = TimeSpan.FromHours(2);

    private readonly Lazy<byte[]> key = new(() => secrets.KeyFor("gift forms"));

    public string New()
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().ToUnixTimeSeconds()}.{Convert.ToHexStringLower(Ids.NewSecret(10))}");
        return $"{said}.{Code(said)}";
    }

    public FormTokenState Look(string? token)
    {
        if (token is not { Length: > 0 and < 120 } || token.Split('.') is not [var at, _, var code]
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(token[..^(code.Length + 1)])), Encoding.UTF8.GetBytes(code)))
        {
            return FormTokenState.Forged;
        }
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(at, CultureInfo.InvariantCulture));
        return age < Soonest ? FormTokenState.TooSoon : age > Latest ? FormTokenState.TooLate : FormTokenState.Good;
    }

    private string Code(string said) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes(said)).AsSpan(0, 16));
}

public enum FormTokenState
{
    Good,
    TooSoon,
    TooLate,
    Forged,
}
