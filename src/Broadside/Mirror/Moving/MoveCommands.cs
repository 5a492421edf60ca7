using System.CommandLine;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Mirror.Moving;

/// <summary><c>move</c>.</summary>
internal static class MoveCommands
{
    public static void Add(CommandTree commands)
    {
        var move = commands.Group("move", "Move the site to another address: signed, with new links everywhere; the old address leads to the new one.");
        var to = new Argument<string>("NEW-ADDRESS") { Description = "As https://example.org." };
        move.Arguments.Add(to);
        commands.Run(move, async (services, parse, cancel) =>
        {
            var outcome = await services.GetRequiredService<MoveSite>().RunAsync(parse.GetValue(to)!, Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            if (parse.GetValue(commands.Json))
            {
                Output.Json(outcome.Value);
            }
            else
            {
                Console.WriteLine($"The site moved from {outcome.Value.From} to {outcome.Value.To}.");
                Console.Error.WriteLine($"Let the name of {outcome.Value.To} lead to this machine, and keep the old one as long as you can: whoever asks there is led on. Passkeys belong to an address: sign in with your password and code once, and make new ones.");
            }
            if (services.GetRequiredService<SiteSettings>().Https.Lacking(outcome.Value.To) is { } host)
            {
                Console.Error.WriteLine($"warning: Site:Https:Domains does not name {host}, so there will be no certificate for it and browsers will refuse it. Add it, keep the old name there too, and restart.");
            }
            return 0;
        });
    }
}
