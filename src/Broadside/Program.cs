using System.CommandLine;
using Broadside.Articles;
using Broadside.Backup;
using Broadside.Desk;
using Broadside.Digest;
using Broadside.Giving;
using Broadside.Guard;
using Broadside.Import;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Media;
using Broadside.Mirror;
using Broadside.Record;
using Broadside.Site;
using Broadside.Staff;
using Broadside.Storage;
using Broadside.Subscribers;
using Broadside.Themes;

namespace Broadside;

/// <summary>The list of modules, lowest floor first: the only file that names them all.</summary>
internal static class Program
{
    internal static IReadOnlyList<IModule> Modules { get; } =
    [
        new KitModule(),
        new StorageModule(),
        new JobsModule(),
        new GuardModule(),
        new ThemesModule(),
        new MediaModule(),
        new MailModule(),
        new StaffModule(),
        new ArticlesModule(),
        new SubscribersModule(),
        new GivingModule(),
        new RecordModule(),
        new ImportModule(),
        new DigestModule(),
        new SiteModule((services, data) => Newsroom.AddServed(services, data, Modules!, Environment.GetEnvironmentVariables()), Newsroom.PrepareAsync),
        new MirrorModule(),
        new BackupModule((data, environment, change, cancel) => Newsroom.OpenAsync(data, Modules!, cancel, environment, change)),
        new DeskModule(),
    ];

    /// <summary>The whole command line.</summary>
    /// <param name="open">Opens the newsroom of a data folder, for the commands that need one.</param>
    internal static RootCommand Commands(Func<string, CancellationToken, Task<OpenNewsroom>> open)
    {
        var root = new RootCommand("Broadside publishes a news site that nobody can switch off from outside, and in which nobody can change a published word unseen.");
        var commands = new CommandTree(root, open);
        root.Options.Add(commands.Data);
        root.Options.Add(commands.Json);
        foreach (var module in Modules)
        {
            module.AddCommands(commands);
        }
        HelpPage.UseFor(root);
        return root;
    }

    private static Task<int> Main(string[] args)
    {
        // Code made for each way to a service pays for a server that runs for days; a command waits for it longer than it uses it.
        AppContext.SetSwitch("Microsoft.Extensions.DependencyInjection.DisableDynamicEngine", args.FirstOrDefault() != "serve");
        return Entry.RunAsync(Commands((data, cancel) => Newsroom.OpenAsync(data, Modules, cancel)), args);
    }
}
