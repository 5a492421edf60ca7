using System.Text;
using System.Text.Json;

namespace Broadside.Tests.House;

public sealed class RepositoryTests
{
    private static readonly string[] Binary = [".png", ".webp", ".jpg", ".jpeg", ".avif", ".woff2", ".mp3", ".mp4", ".ogg", ".pdf", ".zip", ".gz", ".bin"];

    [Fact]
    public void Every_project_has_a_lock_file()
    {
        var projects = SourceFiles.With(".csproj").ToList();

        // One without packages has nothing to lock.
        projects = [.. projects.Where(p => File.ReadAllText(p).Contains("<PackageReference", StringComparison.Ordinal))];
        Assert.NotEmpty(projects);
        Assert.All(projects, p => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(p)!, "packages.lock.json")), $"{SourceFiles.Relative(p)} has no packages.lock.json"));
    }

    [Fact]
    public void Every_npm_folder_has_a_lock_file_that_names_no_registry()
    {
        var packages = SourceFiles.All.Where(f => Path.GetFileName(f) == "package.json").ToList();

        Assert.NotEmpty(packages);
        Assert.All(packages, package =>
        {
            var folder = Path.GetDirectoryName(package)!;
            Assert.Contains("omit-lockfile-registry-resolved=true", File.ReadAllLines(Path.Combine(folder, ".npmrc")));
            using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "package-lock.json")));
            Assert.DoesNotContain(locked.RootElement.GetProperty("packages").EnumerateObject(), p => p.Value.TryGetProperty("resolved", out _));
        });
    }

    [Fact]
    public void Nothing_names_a_registry_or_a_folder_of_one_machine()
    {
        // In pieces, or this file would be the first to hold them.
        string[] unwanted = ["registry" + ".npmjs", "npm.pkg" + ".github", "api.nuget" + ".org", "/home" + "/", "/tmp" + "/wt", "\"/work" + "/"];

        var found = SourceFiles.All.Where(f => !Binary.Contains(Path.GetExtension(f)))
            .SelectMany(f => unwanted.Where(u => File.ReadAllText(f).Contains(u, StringComparison.OrdinalIgnoreCase)).Select(u => $"{SourceFiles.Relative(f)} holds {u}"));

        Assert.Empty(found);
    }

    [Fact]
    public void Text_is_UTF_8_with_plain_line_ends_and_no_mark()
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        Assert.All(SourceFiles.With(".cs", ".md", ".css", ".js", ".liquid", ".sql", ".json", ".csproj", ".props", ".sh"), file =>
        {
            var text = strict.GetString(File.ReadAllBytes(file));
            Assert.False(text.Contains('\r') || text.StartsWith('\uFEFF'), SourceFiles.Relative(file));
        });
    }

    [Fact]
    public void What_a_machine_lacks_is_skipped_in_one_place()
    {
        var skip = "Assert.Skip" + "(";
        var skipUnless = "Assert.Skip" + "Unless(";
        var found = SourceFiles.With(".cs").Where(f => Path.GetFileName(f) != "Missing.cs")
            .Where(f => File.ReadAllText(f) is var text && (text.Contains(skip, StringComparison.Ordinal) || text.Contains(skipUnless, StringComparison.Ordinal)))
            .Select(SourceFiles.Relative);

        Assert.Empty(found);
    }
}
