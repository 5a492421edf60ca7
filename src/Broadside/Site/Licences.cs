namespace Broadside.Site;

/// <summary>Addresses of licences that are named by their SPDX id.</summary>
public static class Licences
{
    /// <summary>As <c>https://creativecommons.org/licenses/by/4.0/</c> for "CC-BY-4.0"; an address is left as it is; null when it is neither.</summary>
    public static string? Address(string? licence)
    {
        if (licence is null)
        {
            return null;
        }
        if (licence.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return licence;
        }
        var parts = licence.ToLowerInvariant().Split('-');
        return parts switch
        {
            ["cc0", ..] => "https://creativecommons.org/publicdomain/zero/1.0/",
            ["cc", .., var version] when parts.Length > 2 && version.Contains('.', StringComparison.Ordinal) => $"https://creativecommons.org/licenses/{string.Join('-', parts[1..^1])}/{version}/",
            _ => null,
        };
    }
}
