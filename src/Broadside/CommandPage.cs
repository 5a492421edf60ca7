using System.CommandLine;
using System.Text;

namespace Broadside;

/// <summary>A command's help as a manual page, out of its arguments and options and of the manual's words.</summary>
internal static class CommandPage
{
    private const int Width = 100;

    public static string Of(Command command, CommandManual manual)
    {
        var path = Path(command);
        var entry = manual.Of(path);
        var page = new StringBuilder();
        Head(page, "NAME", Wrap($"broadside {path} - {command.Description?.TrimEnd('.')}", "    "));
        var below = command.Subcommands.Where(c => !c.Hidden).ToList();
        if (command.Action is not null)
        {
            var options = command.Options.Where(o => !o.Hidden && o.Name != "--help").ToList();
            Head(page, "SYNOPSIS", Wrap(string.Join(' ', options.Select(o => Bracket(o, Signature(o, entry))).Prepend($"broadside {Synopsis(command)}").Append("[--data DIR] [--json]")), "    "));
            Head(page, "DESCRIPTION", (entry?.Paragraphs ?? [command.Description ?? ""]).SelectMany((p, i) => i == 0 ? Wrap(p) : Wrap(p).Prepend("")));
            Pairs(page, "ARGUMENTS", command.Arguments.Select(a => (a.Name.ToUpperInvariant(), a.Description ?? "")));
            Pairs(page, "OPTIONS", options.Select(o => (Signature(o, entry), Text(o, entry))));
        }
        Pairs(page, "COMMANDS", below.Select(c => (Synopsis(c), c.Description ?? "")));
        Head(page, "EXAMPLES", entry?.Examples ?? []);
        Head(page, "SEE ALSO", below.Count > 0 ? [$"broadside {path} COMMAND --help"] : ["broadside --help: what all commands share (--data, --json, exit status)"]);
        return page.ToString();
    }

    /// <summary>The command's name under the program's, and its arguments: <c>import wordpress FILE…</c>.</summary>
    public static string Synopsis(Command command) => string.Join(' ', command.Arguments.Select(Word).Prepend(Path(command)));

    /// <summary>Two columns, the second one wrapped.</summary>
    public static IEnumerable<string> Columns(IReadOnlyList<(string Left, string Right)> pairs, int wide) =>
        pairs.SelectMany(p => Wrap(p.Right, "", Width - wide - 4).Select((line, i) => $"{(i == 0 ? p.Left : "").PadRight(wide)}  {line}"));

    private static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } above and not RootCommand ? $"{Path(above)} {command.Name}" : command.Name;

    private static string Word(Argument argument)
    {
        var name = argument.Name.ToUpperInvariant() + (argument.Arity.MaximumNumberOfValues > 1 ? "…" : "");
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static string Bracket(Option option, string signature) =>
        (option.Required ? signature : $"[{signature}]") + (option.Arity.MaximumNumberOfValues > 1 && !option.AllowMultipleArgumentsPerToken ? "…" : "");

    private static string Signature(Option option, CommandManual.Entry? entry) =>
        entry?.Options.GetValueOrDefault(option.Name) is { Value.Length: > 0 } told ? $"{option.Name} {told.Value}" : option.Name;

    private static string Text(Option option, CommandManual.Entry? entry) =>
        (entry?.Options.GetValueOrDefault(option.Name) is { Text.Length: > 0 } told ? told.Text : option.Description ?? "") + (option.Required ? " Required." : "");

    private static void Pairs(StringBuilder page, string title, IEnumerable<(string Left, string Right)> pairs)
    {
        var all = pairs.ToList();
        Head(page, title, all.Count == 0 ? [] : Columns(all, all.Max(p => p.Left.Length)));
    }

    private static void Head(StringBuilder page, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count > 0)
        {
            page.Append(page.Length > 0 ? "\n" : "").Append(title).Append('\n').AppendJoin("", all.Select(l => $"{(l.Length > 0 ? "  " : "")}{l}\n"));
        }
    }

    private static List<string> Wrap(string text, string further = "", int width = Width - 2)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var line = lines[^1];
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(further + word);
            }
            else
            {
                lines[^1] = line.Length > 0 ? $"{line} {word}" : word;
            }
        }
        return lines;
    }
}
