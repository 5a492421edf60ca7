using System.CommandLine;
using Broadside;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;

// The list of modules, lowest floor first: the only file that names them all.
IReadOnlyList<IModule> modules =
[
    new KitModule(),
    new StorageModule(),
    new JobsModule(),
    new GuardModule(),
    new ArticlesModule(),
];

var root = new RootCommand("Broadside publishes a news site that nobody can switch off from outside, and in which nobody can change a published word unseen.");
var commands = new CommandTree(root, (data, cancel) => Newsroom.OpenAsync(data, modules, cancel));
root.Options.Add(commands.Data);
root.Options.Add(commands.Json);
foreach (var module in modules)
{
    module.AddCommands(commands);
}
return await Entry.RunAsync(root, args);
