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

    /// <summary>What can be run: commands with an action of their own.</summary>
    private static IEnumerable<(string Path, Command Command)> Commands()
    {
        var root = new RootCommand();
        var tree = new CommandTree(root, (_, _) => throw new InvalidOperationException("No command is run here."));
        foreach (var module in Program.Modules)
        {
            module.AddCommands(tree);
        }
        return root.Subcommands.SelectMany(c => Under("", c));
    }

    private static IEnumerable<(string Path, Command Command)> Under(string start, Command command)
    {
        var path = $"{start} {command.Name}".Trim();
        var below = command.Subcommands.SelectMany(c => Under(path, c));
        return command.Action is null ? below : below.Prepend((path, command));
    }

    [GeneratedRegex(@"^### `broadside ([a-z -]+?)`$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
