namespace Broadside.Mail.Wire;

/// <summary>Who a message is from and to, as the wire says it.</summary>
/// <param name="From">The return path; empty for messages that nobody may answer automatically.</param>
/// <param name="To">One recipient, its domain in ASCII.</param>
public readonly record struct SmtpEnvelope(string From, string To)
{
    /// <summary>Whether the server must take addresses outside ASCII.</summary>
    public bool NeedsUtf8 => !System.Text.Ascii.IsValid(From) || !System.Text.Ascii.IsValid(To);

    /// <summary>False where an address would break out of its line: such a one is never sent.</summary>
    public bool IsSafe => IsSafeAddress(To) && (From.Length == 0 || IsSafeAddress(From));

    private static bool IsSafeAddress(string address) =>
        address.Length is > 2 and <= 320 && address.Contains('@') && !address.Any(c => c is '<' or '>' or '\\' || char.IsControl(c) || char.IsWhiteSpace(c));
}
