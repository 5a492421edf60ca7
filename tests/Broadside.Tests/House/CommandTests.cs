using System.CommandLine;
using System.Text.RegularExpressions;
using Broadside.Kit;

namespace Broadside.Tests.House;

public sealed partial class CommandTests
{
    private static readonly string Manual = File.ReadAllText(Repository.At("docs", "manual", "commands.md"));

    [Fact]
    public void The_manual_has_a_section_for_every_command_and_no_other()
    {
        var written = Heading().Matches(Manual).Select(m => m.Groups[1].Value);

        Assert.Equal(Commands().Select(c => c.Path).Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_commands_section_names_each_of_its_options()
    {
        var sections = Heading().Split(Manual).Skip(1).Chunk(2).ToDictionary(s => s[0], s => s[1]);

        var missing = Commands().SelectMany(c => c.Command.Options
            .Where(o => !o.Hidden && o.Name != "--help" && !sections.GetValueOrDefault(c.Path, "").Contains($"`{o.Name}", StringComparison.Ordinal))
            .Select(o => $"broadside {c.Path}: {o.Name}"));

        Assert.Empty(missing);
    }

    [Fact]
    public void Help_says_what_every_command_and_option_does()
    {
        var silent = Commands().SelectMany(c => new[] { (c.Path, c.Command.Description) }
            .Concat(c.Command.Options.Select(o => ($"{c.Path} {o.Name}", o.Description)))
            .Concat(c.Command.Arguments.Select(a => ($"{c.Path} {a.Name}", a.Description))))
            .Where(d => string.IsNullOrWhiteSpace(d.Description))
            .Select(d => d.Item1);

        Assert.Empty(silent);
    }

    [Fact]
    public void A_commands_help_is_a_manual_page()
    {
        var manual = CommandManual.Read();

        foreach (var (path, command) in Commands())
        {
            var page = CommandPage.Of(command, manual);
            var heads = Head().Matches(page).Select(m => m.Value).ToList();
            string[] order = ["NAME", "SYNOPSIS", "DESCRIPTION", "ARGUMENTS", "OPTIONS", "COMMANDS", "EXAMPLES", "SEE ALSO"];
            Assert.Equal(order.Where(heads.Contains), heads);
            Assert.Equal(["NAME", "SYNOPSIS", "DESCRIPTION"], heads.Take(3));
            Assert.StartsWith($"NAME\n  broadside {path} - ", page, StringComparison.Ordinal);
            Assert.All(command.Options.Where(o => !o.Hidden && o.Name != "--help"), o => Assert.Matches($@"(?m)^  {o.Name}( .*)? {{2,}}\S", page));
            Assert.All(page.Split('\n'), line => Assert.True(line.Length <= 100 || manual.Of(path)!.Examples.Contains(line.Trim()), line));
            Assert.DoesNotContain("](", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_programs_help_lists_every_command_under_the_manuals_headings()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        using var process = TestProgram.Start(newsroom.Folder, null, ["--help"]);

        var help = await TestProgram.EndAsync(process);

        Assert.Equal(0, help.ExitCode);
        Assert.Equal(CommandManual.Read().Entries.Select(e => e.Path), Listed().Matches(help.Output).Select(m => m.Groups[1].Value.Trim()));
        Assert.Equal(CommandManual.Read().Entries.Select(e => e.Chapter).Distinct(), Chapter().Matches(help.Output).Select(m => m.Groups[1].Value));
        Assert.All(help.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
    }

    [Fact]
    public void The_manuals_examples_are_command_lines_that_the_program_takes()
    {
        var (root, tree) = Tree();
        root.Options.Add(tree.Data);
        root.Options.Add(tree.Json);

        var wrong = CommandManual.Read().Entries.SelectMany(e => e.Examples).SelectMany(l => l.Split(" && "))
            .Where(l => l.StartsWith("broadside ", StringComparison.Ordinal))
            .SelectMany(l => root.Parse(l["broadside ".Length..]).Errors.Select(e => $"{l}: {e.Message}"));

        Assert.Empty(wrong);
    }

    /// <summary>What can be run: commands with an action of their own.</summary>
    private static IEnumerable<(string Path, Command Command)> Commands() => Tree().Root.Subcommands.SelectMany(c => Under("", c));

    private static (RootCommand Root, CommandTree Tree) Tree()
    {
        var root = new RootCommand();
        var tree = new CommandTree(root, (_, _) => throw new InvalidOperationException("No command is run here."));
        foreach (var module in Program.Modules)
        {
            module.AddCommands(tree);
        }
        return (root, tree);
    }

    private static IEnumerable<(string Path, Command Command)> Under(string start, Command command)
    {
        var path = $"{start} {command.Name}".Trim();
        var below = command.Subcommands.SelectMany(c => Under(path, c));
        return command.Action is null ? below : below.Prepend((path, command));
    }

    [GeneratedRegex(@"^### `broadside ([a-z -]+?)`$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^[A-Z][A-Z ]+$", RegexOptions.Multiline)]
    private static partial Regex Head();

    [GeneratedRegex("^    ([a-z][a-z-]*(?: [a-z][a-z-]*)*)(?: [A-Z….|\\[\\]-]+)* {2,}[A-Z]", RegexOptions.Multiline)]
    private static partial Regex Listed();

    [GeneratedRegex("^  ([A-Z][a-z ]+)$(?=\n    [a-z])", RegexOptions.Multiline)]
    private static partial Regex Chapter();
}
