using System.CommandLine;
using Broadside;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;

var root = new RootCommand("Broadside publishes a news site that nobody can switch off from outside, and in which nobody can change a published word unseen.");
var commands = new CommandTree(root, (data, cancel) => Newsroom.OpenAsync(data, Modules, cancel));
root.Options.Add(commands.Data);
root.Options.Add(commands.Json);
foreach (var module in Modules)
{
    module.AddCommands(commands);
}
return await Entry.RunAsync(root, args);

internal sealed partial class Program
{
    /// <summary>The modules, lowest floor first: the only list that names them all.</summary>
    internal static IReadOnlyList<IModule> Modules { get; } =
    [
        new KitModule(),
        new StorageModule(),
        new JobsModule(),
        new GuardModule(),
        new ArticlesModule(),
    ];
}
