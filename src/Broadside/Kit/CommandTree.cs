using System.CommandLine;

namespace Broadside.Kit;

/// <summary>
/// The command line that the modules hang their commands on. <see cref="Run"/> opens the newsroom at <c>--data</c>
/// (making an empty one where there is none) and hands its services to the command.
/// </summary>
public sealed class CommandTree(RootCommand root, Func<string, CancellationToken, Task<OpenNewsroom>> open)
{
    public RootCommand Root { get; } = root;

    /// <summary>The data folder; on every command.</summary>
    public Option<string> Data { get; } = new("--data") { Description = "The newsroom's data folder.", DefaultValueFactory = _ => "./data", Recursive = true };

    /// <summary>Standard output holds JSON alone; progress and logs go to standard error.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON, and nothing else, to standard output.", Recursive = true };

    /// <summary>The command of that name under the root, made at the first call: modules may share one (`import …`).</summary>
    public Command Group(string name, string description)
    {
        if (Root.Subcommands.FirstOrDefault(c => c.Name == name) is { } present)
        {
            return present;
        }
        var group = new Command(name, description);
        Root.Subcommands.Add(group);
        return group;
    }

    /// <param name="command">The command that gets this action.</param>
    /// <param name="action">Returns the exit code: 0 done, 1 refused or found bad. Throwing means 2, broken.</param>
    /// <param name="broken">The exit code when something broke, for callers that want another than 2.</param>
    public void Run(Command command, Func<IServiceProvider, ParseResult, CancellationToken, Task<int>> action, int? broken = null) =>
        command.SetAction(async (parse, cancel) =>
        {
            try
            {
                await using var newsroom = await open(parse.GetValue(Data)!, cancel);
                return await action(newsroom.Services, parse, cancel);
            }
#pragma warning disable CA1031 // whatever broke: its caller reads the code
            catch (Exception e) when (broken is not null)
#pragma warning restore CA1031
            {
                await Console.Error.WriteLineAsync(e.Message);
                return broken.Value;
            }
        });

    /// <summary>For a command that needs no newsroom.</summary>
    public static void RunAlone(Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(async (parse, cancel) => await action(parse, cancel));
}
