using System.CommandLine;
using Broadside.Kit;

namespace Broadside.Mail.Inbound;

/// <summary><c>mail inbound</c>: for a mail server that hands each message to a program.</summary>
internal static class InboundCommands
{
    /// <summary>What mail servers read as "keep it and try again" (EX_TEMPFAIL).</summary>
    private const int TryAgain = 75;

    public static void Add(CommandTree commands, Command group)
    {
        var to = new Option<string?>("--to") { Description = "The address that the message was delivered to, where the mail server tells it." };
        var command = new Command("inbound", "Take one message that came back, from standard input: a bounce, a complaint, a wish to leave.") { to };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var message = await ReadAsync(cancel);
            if (message.Length is 0 or > TakeReturn.Largest)
            {
                return Output.Refused(new Refusal("message", message.Length == 0 ? "There is no message on standard input. Use it as: broadside mail inbound < message" : "The message is too large to be one that came back."));
            }
            var taken = await services.GetRequiredService<TakeReturn>().RunAsync(message, parse.GetValue(to), cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(taken);
            }
            else
            {
                Console.WriteLine(Sentence(taken));
            }
            return 0;
        }, broken: TryAgain);
    }

    private static string Sentence(TakenReturn taken) => taken.Outcome switch
    {
        ReturnOutcome.Heard => $"{taken.Kind}: {taken.Words}",
        ReturnOutcome.Known => "This message was taken before.",
        ReturnOutcome.Unclear => "It is about a message of this newsroom, and says nothing that is understood here.",
        ReturnOutcome.Forged => "Its return address was not made by this newsroom. Nothing was changed.",
        _ => "It is about no message of this newsroom. Nothing was changed.",
    };

    private static async Task<byte[]> ReadAsync(CancellationToken cancel)
    {
        await using var input = Console.OpenStandardInput();
        using var message = new MemoryStream();
        var piece = new byte[64 << 10];
        while (message.Length <= TakeReturn.Largest && await input.ReadAsync(piece, cancel) is > 0 and var read)
        {
            message.Write(piece, 0, read);
        }
        return message.ToArray();
    }
}
