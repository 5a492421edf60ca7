using System.Globalization;

namespace Broadside.Mail;

/// <summary>An address as the wire wants it: the domain in ASCII, the name before the @ as it is.</summary>
public static class WireAddress
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    public static string Of(string address)
    {
        var at = address.LastIndexOf('@');
        var domain = Domain(address);
        return domain is null ? address : address[..(at + 1)] + domain;
    }

    /// <summary>The domain in ASCII and lower case; nothing where it is none.</summary>
    public static string? Domain(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 1 || at == address.Length - 1)
        {
            return null;
        }
        try
        {
            return Idn.GetAscii(address[(at + 1)..]).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
