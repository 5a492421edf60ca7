using System.Globalization;

namespace Broadside.Giving.References;

/// <summary>
/// The same reference as twenty-seven digits, for Swiss accounts whose number (a QR-IBAN) takes no other: the number that its characters
/// stand for, and a check digit (modulo 10, recursive).
/// </summary>
public static class QrReference
{
    public const int Length = 27;

    private static ReadOnlySpan<byte> Table => [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

    public static string Of(string code)
    {
        var digits = GiftReference.NumberOf(code).ToString(CultureInfo.InvariantCulture).PadLeft(Length - 1, '0');
        return digits + CheckOf(digits);
    }

    /// <param name="digits">Twenty-seven, bare.</param>
    /// <param name="code">The reference that it stands for.</param>
    public static bool TryRead(string digits, out string code)
    {
        code = "";
        return IsSound(digits) && long.TryParse(digits.AsSpan(0, Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && GiftReference.TryOf(number, out code);
    }

    internal static bool IsSound(string digits) => digits.Length == Length && digits.All(char.IsAsciiDigit) && CheckOf(digits[..^1]) == digits[^1];

    private static char CheckOf(string digits)
    {
        var carry = 0;
        foreach (var digit in digits)
        {
            carry = Table[(carry + digit - '0') % 10];
        }
        return (char)('0' + ((10 - carry) % 10));
    }
}
