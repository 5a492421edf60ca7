namespace Broadside.Tests.House;

/// <summary>The files of the repository, without what is built or fetched.</summary>
internal static class SourceFiles
{
    private static readonly HashSet<string> Made = ["bin", "obj", "node_modules", ".git", ".build", "TestResults", "data", ".vs", ".vscode"];

    public static IReadOnlyList<string> All { get; } = [.. In(Repository.Folder)];

    public static IEnumerable<string> With(params string[] extensions) => All.Where(f => extensions.Contains(Path.GetExtension(f)));

    public static string Relative(string file) => Path.GetRelativePath(Repository.Folder, file);

    private static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder).Where(d => !Made.Contains(Path.GetFileName(d))).SelectMany(In));
}
