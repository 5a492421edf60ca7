using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Broadside;

/// <summary><c>broadside --help</c> as a manual page, made from the commands that the modules brought and the manual's order; a command's own is <see cref="CommandPage"/>.</summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    public static void UseFor(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        var page = new HelpPage();
        help.Action = page;
        root.SetAction(parse =>
        {
            page.Invoke(parse);
            return 1;
        });
    }

    public override int Invoke(ParseResult parseResult)
    {
        var manual = CommandManual.Read();
        if (parseResult.CommandResult.Command is not RootCommand root)
        {
            Console.Write(CommandPage.Of(parseResult.CommandResult.Command, manual));
            return 0;
        }
        var order = manual.Entries.Select((e, i) => (e.Path, i)).ToDictionary(e => e.Path, e => e.i, StringComparer.Ordinal);
        var chapters = root.Subcommands.SelectMany(c => Under("", c)).OrderBy(c => order[c.Path]).GroupBy(c => manual.Of(c.Path)!.Chapter).ToList();
        var wide = chapters.SelectMany(c => c).Max(c => c.Synopsis.Length);
        Console.WriteLine($"""
            NAME
              broadside - a newsroom in one program

            SYNOPSIS
              broadside COMMAND [--data DIR] [--json] …

            DESCRIPTION
              Publishes a news site that nobody can switch off from outside, and in which nobody can change a
              published word unseen. Everything it has stands in one data folder: database, signed versions, media,
              keys. A command that finds no newsroom there makes an empty one. All commands work beside a running
              serve.

            COMMANDS
            {string.Join("\n\n", chapters.Select(c => $"  {c.Key}\n" + string.Join('\n', CommandPage.Columns([.. c.Select(m => (m.Synopsis, m.Description ?? ""))], wide).Select(l => $"    {l}"))))}

              broadside COMMAND --help tells a command's options.

            ON EVERY COMMAND
              --data DIR  The newsroom's data folder, ./data unless said otherwise.
              --json      Standard output holds JSON alone; progress and logs go to standard error.

            EXIT STATUS
              0  done
              1  refused, or found bad: one sentence says what
              2  broken

            FILES
              DIR/broadside.json  settings; broadside settings lists them with their origin
              DIR/keys            the site key: who has it can sign in the outlet's name
              DIR/versions        every signed version, from which an altered row is made good
              DIR/audit.head      the signed end of the log of who did what
              DIR/media           pictures, recordings and documents
              DIR/theme           the readers' site's own look, over the built-in one

            ENVIRONMENT
              BROADSIDE__MODULE__NAME       the setting Module:Name
              BROADSIDE__MODULE__NAME_FILE  a file that holds its value

            EXAMPLES
              broadside sample && broadside serve
              broadside import wordpress export.xml --media uploads --dry-run
              broadside doctor --data /var/lib/broadside
            """);
        return 0;
    }

    private static IEnumerable<(string Path, string Synopsis, string? Description)> Under(string start, Command command)
    {
        var path = $"{start} {command.Name}".Trim();
        var below = command.Subcommands.Where(c => !c.Hidden).SelectMany(c => Under(path, c));
        return command.Action is null ? below : below.Prepend((path, CommandPage.Synopsis(command), command.Description));
    }
}
