namespace Broadside.Tests;

/// <summary>Real files of public projects, outside this repository: the folder that BROADSIDE_TESTDATA names, else <c>../shared</c> beside the repository.</summary>
public static class TestData
{
    private static readonly string? Folder =
        Environment.GetEnvironmentVariable("BROADSIDE_TESTDATA") is { Length: > 0 } named ? Present(named) : Present(Path.Combine(Repository.Folder, "..", "shared"));

    /// <summary>The path of a file or folder in the test data, as <c>TestData.At("data", "imports", "wxr")</c>; skips the test where it is absent.</summary>
    public static string At(params string[] parts)
    {
        Missing.SkipUnless(Folder is not null, Missing.Data);
        var path = Path.Combine([Folder!, .. parts]);
        Missing.SkipUnless(Path.Exists(path), $"{Missing.Data} It lacks {string.Join('/', parts)}.");
        return path;
    }

    private static string? Present(string folder) => Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
}
