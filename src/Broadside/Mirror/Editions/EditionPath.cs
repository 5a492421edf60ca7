namespace Broadside.Mirror.Editions;

/// <summary>Which file of an edition an address is: <c>/a/b/</c> ↔ <c>a/b/index.html</c>, <c>/feed.xml</c> ↔ <c>feed.xml</c>.</summary>
public static class EditionPath
{
    public const string WellKnown = ".well-known/broadside/";
    public const string Sums = WellKnown + "SHA256SUMS";
    public const string Signature = Sums + ".minisig";
    public const string Manifest = WellKnown + "edition.json";

    private const string Index = "index.html";

    /// <param name="path">From the root, percent signs decoded.</param>
    public static string FileOf(string path)
    {
        var file = path.TrimStart('/');
        if (file.Length == 0 || file[^1] == '/')
        {
            return file + Index;
        }
        return file.LastIndexOf('.') > file.LastIndexOf('/') ? file : $"{file}/{Index}";
    }

    /// <summary>The address at which the file answers.</summary>
    public static string AddressOf(string file) => file == Index || file.EndsWith("/" + Index, StringComparison.Ordinal) ? "/" + file[..^Index.Length] : "/" + file;

    /// <summary>Whether a name can stand in a list of sums and in a folder of any system without being read as something else.</summary>
    public static bool IsSafe(string file) =>
        file.Length is > 0 and < 1024
        && file.AsSpan().IndexOfAny('\\', '\n', '\r') < 0
        && !file.Contains('\0', StringComparison.Ordinal)
        && file.Split('/').All(part => part is not ("" or "." or "..") && part.Length < 250);
}
