namespace Broadside.Site.Curating;

/// <summary>Addresses that an editor may type: a path of this site, or another site's by http or https.</summary>
internal static class SafePath
{
    private const int Longest = 500;

    /// <summary>A path from the root that cannot be read as another host's ("//x", "/\x") nor climb out ("/../").</summary>
    public static bool IsOwn(string path) =>
        path.Length is > 0 and <= Longest && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && !path.Split('/', '?', '#').Any(part => part is "." or "..");

    public static bool IsOwnOrWeb(string address) =>
        IsOwn(address) || (address.Length <= Longest && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0);
}
