using System.Text.RegularExpressions;

namespace Broadside.Tests.House;

public sealed partial class DocumentTests
{
    [Fact]
    public void Every_link_between_documents_leads_to_a_file()
    {
        var links = SourceFiles.With(".md").Where(f => !f.Contains("/src/", StringComparison.Ordinal) && !f.Contains("/Examples/", StringComparison.Ordinal))
            .SelectMany(f => Link().Matches(File.ReadAllText(f)).Select(m => (File: f, Target: m.Groups[1].Value)))
            .Where(l => !l.Target.Contains("://", StringComparison.Ordinal) && !l.Target.StartsWith('#'))
            .ToList();

        Assert.NotEmpty(links);
        var broken = links.Where(l => !Path.Exists(Path.Combine(Path.GetDirectoryName(l.File)!, l.Target.Split('#')[0]))).Select(l => $"{SourceFiles.Relative(l.File)}: {l.Target}");
        Assert.True(!broken.Any(), string.Join('\n', broken));
    }

    [Fact]
    public void The_README_shows_the_two_commands()
    {
        var readme = File.ReadAllText(Repository.At("README.md"));

        Assert.Contains("./broadside sample && ./broadside serve", readme, StringComparison.Ordinal);
        Assert.Contains("./test", readme, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
