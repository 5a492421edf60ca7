namespace Broadside.Tests.House;

public sealed class SizeTests
{
    [Fact]
    public void No_source_file_is_over_400_lines()
    {
        var tooLong = SourceFiles.With(".cs", ".css", ".js", ".mjs", ".liquid", ".cshtml", ".sql", ".sh")
            .Select(f => (Lines: File.ReadLines(f).Count(), File: SourceFiles.Relative(f)))
            .Where(f => f.Lines > 400);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void The_median_of_the_programs_files_is_under_100_lines()
    {
        var lines = SourceFiles.With(".cs").Where(f => SourceFiles.Relative(f).StartsWith("src", StringComparison.Ordinal)).Select(f => File.ReadLines(f).Count()).Order().ToList();

        Assert.InRange(lines[lines.Count / 2], 1, 99);
    }

    // The small records and enums that a thing is made of may stand below it.
    [Fact]
    public void A_file_holds_one_public_class_and_bears_its_name()
    {
        var others = SourceFiles.With(".cs").Where(f => SourceFiles.Relative(f).StartsWith("src", StringComparison.Ordinal))
            .SelectMany(f => System.Text.RegularExpressions.Regex
                .Matches(File.ReadAllText(f), @"^public (?:(?:sealed|static|abstract|readonly|partial) )*(?:class|interface) (\w+)", System.Text.RegularExpressions.RegexOptions.Multiline)
                .Select(m => m.Groups[1].Value)
                .Where(type => type != Path.GetFileName(f).Split('.')[0])
                .Select(type => $"{SourceFiles.Relative(f)} holds {type}"));

        Assert.True(!others.Any(), string.Join('\n', others));
    }
}
