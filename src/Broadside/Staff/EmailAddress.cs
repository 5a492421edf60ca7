using System.Text;

namespace Broadside.Staff;

/// <summary>An e-mail address as a name to sign in with; whether mail reaches it is not asked.</summary>
public static class EmailAddress
{
    private const int Longest = 254;

    /// <summary>In the one form in which it is compared; null when it is none.</summary>
    public static string? From(string? text)
    {
        var given = (text ?? "").Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();
        var at = given.LastIndexOf('@');
        var isAddress = at > 0 && at < given.Length - 1 && given.Length <= Longest && !given.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
        return isAddress ? given : null;
    }
}
