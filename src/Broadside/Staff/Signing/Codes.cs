using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using OtpNet;

namespace Broadside.Staff.Signing;

/// <summary>Six-digit codes that an app on a phone makes from a shared secret and the time (RFC 6238), and the words that stand in for one.</summary>
public sealed class Codes(Secrets secrets, KeyRing keys, TimeProvider time)
{
    private const int RecoveryLength = 10;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    // One step (30 seconds) early or late: clocks differ, and people type slowly.
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>A new secret as apps take it, in base 32.</summary>
    public static string NewSecret() => Base32Encoding.ToString(Ids.NewSecret(20));

    /// <summary>What the QR code says.</summary>
    public static string Address(string outlet, string email, string secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(outlet.Replace(":", "", StringComparison.Ordinal))}:{Uri.EscapeDataString(email)}?secret={secret}&issuer={Uri.EscapeDataString(outlet.Replace(":", "", StringComparison.Ordinal))}";

    public string Seal(string staffId, string secret) => secrets.Seal(Purpose(staffId), secret);

    /// <summary>The secret; null when the key that sealed it is not here.</summary>
    public string? Open(string staffId, string? sealedSecret) => sealedSecret is null ? null : secrets.Open(Purpose(staffId), sealedSecret);

    /// <summary>The time step of the code, when it is one of this secret and none that was taken before.</summary>
    public long? StepOf(string? secret, string code, long lastStep)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        if (secret is null || digits.Length != 6 || !digits.All(char.IsAsciiDigit))
        {
            return null;
        }
        var now = time.GetUtcNow().UtcDateTime;
        var current = time.GetUtcNow().ToUnixTimeSeconds() / 30;
        if (!new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(now, digits, out var step, Window))
        {
            return null;
        }
        // A last step in the future says that the clock was ahead then and is right now: it must not lock its owner out.
        var isReplay = step <= lastStep && lastStep <= current + 1;
        return isReplay && Defence.IsOn("code-replay") ? null : step;
    }

    /// <summary>Ten new recovery codes, to be shown once.</summary>
    public static IReadOnlyList<string> NewRecoveryCodes() => [.. Enumerable.Range(0, 10).Select(_ =>
    {
        var letters = string.Concat(Ids.NewSecret(RecoveryLength).Select(b => Alphabet[b & 31]));
        return $"{letters[..5]}-{letters[5..]}";
    })];

    /// <summary>The hash under which a recovery code of this person is kept; what is none has one too.</summary>
    public string RecoveryHash(string staffId, string code) =>
        keys.KeyedHash($"recovery/{staffId}/{code.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLower(CultureInfo.InvariantCulture)}");

    private static string Purpose(string staffId) => "code/" + staffId;
}
