namespace Broadside.Giving.References;

/// <summary>An account number by ISO 13616: country, two check digits, up to thirty letters and digits.</summary>
public static class Iban
{
    /// <param name="text">With or without spaces, in any case.</param>
    /// <param name="iban">Bare, in capital letters.</param>
    /// <returns>False where it is none, or a digit is wrong.</returns>
    public static bool TryRead(string? text, out string iban)
    {
        iban = string.Concat((text ?? "").Take(100).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        return iban.Length is >= 15 and <= 34 && char.IsAsciiLetterUpper(iban[0]) && char.IsAsciiLetterUpper(iban[1]) && char.IsAsciiDigit(iban[2]) && char.IsAsciiDigit(iban[3])
            && Mod97.Of(iban[4..] + iban[..4]) == 1;
    }

    /// <summary>As it is printed, in groups of four.</summary>
    public static string Print(string iban) => string.Join(' ', iban.Chunk(4).Select(c => new string(c)));
}
