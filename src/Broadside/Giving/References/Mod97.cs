namespace Broadside.Giving.References;

/// <summary>ISO 7064 MOD 97-10, by which account numbers (ISO 13616) and creditor references (ISO 11649) are checked: letters count from A = 10.</summary>
internal static class Mod97
{
    /// <param name="text">Digits and capital letters.</param>
    /// <returns>The remainder, or -1 where another character is among them.</returns>
    public static int Of(ReadOnlySpan<char> text)
    {
        var remainder = 0;
        foreach (var letter in text)
        {
            if (char.IsAsciiDigit(letter))
            {
                remainder = ((remainder * 10) + (letter - '0')) % 97;
            }
            else if (char.IsAsciiLetterUpper(letter))
            {
                remainder = ((remainder * 100) + (letter - 'A' + 10)) % 97;
            }
            else
            {
                return -1;
            }
        }
        return remainder;
    }
}
