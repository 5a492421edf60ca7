using System.CommandLine;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Guard;

/// <summary><c>outbound status</c> and <c>outbound confirm</c>.</summary>
internal static class OutboundCommands
{
    public static void Add(CommandTree commands)
    {
        var outbound = commands.Group("outbound", "Whether this copy of the newsroom may charge, pay back and send letters.");
        var status = new Command("status", "Say whether it may. Changes nothing.");
        outbound.Subcommands.Add(status);
        commands.Run(status, async (services, parse, cancel) =>
        {
            var why = await services.GetRequiredService<OutboundSwitch>().WhyQuietAsync(cancel);
            var quiet = why is not null;
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { quiet, why });
            }
            else
            {
                Console.WriteLine(quiet ? $"quiet  {why} Nobody is charged, paid back or written to; if this is the copy that shall act, say so: broadside outbound confirm" : "acts");
            }
            return quiet ? 1 : 0;
        });
        var confirm = new Command("confirm", "Say that this copy of the newsroom is the one that may charge, pay back and write to people.");
        outbound.Subcommands.Add(confirm);
        commands.Run(confirm, async (services, parse, cancel) =>
        {
            var outboundSwitch = services.GetRequiredService<OutboundSwitch>();
            var was = await outboundSwitch.IsQuietAsync(cancel);
            await outboundSwitch.ConfirmAsync(Actor.Operator, cancel);
            await services.GetRequiredService<Alarms>().ClearAsync("outbound-quiet", "outbound", cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { was_quiet = was, quiet = false });
            }
            else
            {
                Console.WriteLine(was ? "This copy acts from now on. Any other copy of the same database is quiet from its next act on." : "This copy could act already, and still can.");
            }
            return 0;
        });
    }
}
