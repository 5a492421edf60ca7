using System.Diagnostics;
using Broadside.Mirror.Editions;
using Broadside.Mirror.Targets;
using Broadside.Tests.Mirror.Targets;

namespace Broadside.Tests.Mirror.Pushing;

/// <summary>Looks at what lies on the far machine's disk.</summary>
internal static class FarFolder
{
    private const string Object = "._S3rver_object";

    /// <summary>Text by name; of S3's test server without what it keeps beside each object.</summary>
    public static Dictionary<string, string> Read(FarServer far)
    {
        if (!Directory.Exists(far.Root))
        {
            return [];
        }
        var files = Directory.EnumerateFiles(far.Root, "*", SearchOption.AllDirectories).Where(f => far.Kind != MirrorKind.S3 || f.EndsWith(Object, StringComparison.Ordinal));
        return files.ToDictionary(f => Name(far, f), f => File.ReadAllText(f));
    }

    /// <summary>The files of that edition are there, each whole, and nothing else is.</summary>
    public static void IsExactly(FarServer far, Dictionary<string, string> edition, params string[] more)
    {
        var there = Read(far);
        Assert.Equal(edition.Keys.Concat(more).Append(EditionPath.Sums).Append(EditionPath.Signature).Order(StringComparer.Ordinal), there.Keys.Order(StringComparer.Ordinal));
        Assert.All(edition, file => Assert.Equal(file.Value, there[file.Key]));
    }

    /// <summary>minisign and sha256sum find it good.</summary>
    public static async Task ChecksAsync(FarServer far, string key)
    {
        var (root, copy) = (far.Root, default(TempFolder));
        if (far.Kind == MirrorKind.S3)
        {
            copy = new TempFolder();
            root = copy.Path;
            foreach (var (name, text) in Read(far))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(copy.At(name))!);
                await File.WriteAllTextAsync(copy.At(name), text);
            }
        }
        using (copy)
        {
            Missing.SkipUnless(File.Exists("/usr/bin/minisign"), "No minisign: apt-get install minisign");
            await RunAsync(root, "minisign", "-Vqm", EditionPath.Sums, "-P", key);
            await RunAsync(root, "sha256sum", "-c", "--quiet", "--strict", EditionPath.Sums);
        }
    }

    private static string Name(FarServer far, string file)
    {
        var name = Path.GetRelativePath(far.Root, file);
        return far.Kind == MirrorKind.S3 ? name[..^Object.Length] : name;
    }

    private static async Task RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program}: {said}");
    }
}
