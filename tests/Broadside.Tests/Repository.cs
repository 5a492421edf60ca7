namespace Broadside.Tests;

/// <summary>The source tree that these tests were built from.</summary>
public static class Repository
{
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    public static string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Broadside.slnx")) ? folder : Find(Path.GetDirectoryName(folder.TrimEnd('/')) ?? throw new InvalidOperationException("The tests run outside their source tree."));
}
