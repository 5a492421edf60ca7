using System.CommandLine;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;
using QRCoder;

namespace Broadside.Guard.Keys;

/// <summary><c>keys root</c>: makes the root key and shows it this once, or has it vouch anew.</summary>
internal static class RootCommands
{
    public static void Add(CommandTree commands, Command keys)
    {
        var make = new Command("root", "Make the root key, show it once as words and as a QR code, and have it vouch for the site key. It is written down nowhere.");
        var certify = new Option<bool>("--certify") { Description = "Read the words of the root key from standard input and have it vouch anew, for a year." };
        var replace = new Option<bool>("--replace") { Description = "Take another root key's place: its words are lost. Whoever noted the old one trusts this one no longer." };
        make.Options.Add(certify);
        make.Options.Add(replace);
        keys.Subcommands.Add(make);
        commands.Run(make, async (services, parse, cancel) =>
        {
            var use = services.GetRequiredService<CertifySiteKey>();
            if (parse.GetValue(certify))
            {
                var typed = RootKey.From(await AskSecret.RunAsync("The root key's words: ", cancel));
                return typed.IsDone ? await CertifyAsync(commands, parse, use, typed.Value, parse.GetValue(replace), null, cancel) : Output.Refused(typed.Refusal);
            }
            if (use.Root is { } known && !parse.GetValue(replace))
            {
                return Output.Refused(new Refusal("has_root", $"There is a root key already, {RootKey.Fingerprint(known)}. `--certify` has it vouch anew; `--replace` makes another if its words are lost."));
            }
            var root = RootKey.New();
            // Shown before it vouches: killed in between, nobody was told of a key that nobody has.
            if (!parse.GetValue(commands.Json))
            {
                Show(root);
                await Console.Error.WriteLineAsync("Write the words down on paper, in order, and keep the paper away from this machine. They are shown this once and kept nowhere.");
                if (!Console.IsInputRedirected && await IsWrittenAsync(root, cancel) is { } wrong)
                {
                    return Output.Refused(wrong);
                }
            }
            return await CertifyAsync(commands, parse, use, root, parse.GetValue(replace), root.Words, cancel);
        });
    }

    private static async Task<int> CertifyAsync(CommandTree commands, ParseResult parse, CertifySiteKey use, RootKey root, bool replace, string? words, CancellationToken cancel)
    {
        using var used = root;
        var outcome = await use.RunAsync(root, replace, Actor.Operator, cancel);
        if (!outcome.IsDone)
        {
            return Output.Refused(outcome.Refusal);
        }
        if (parse.GetValue(commands.Json))
        {
            Output.Json(new { root = root.Line, fingerprint = RootKey.Fingerprint(root.Line), words, outcome.Value.ExpiresAt });
        }
        else
        {
            Console.WriteLine(root.Line);
            await Console.Error.WriteLineAsync($"The root key {RootKey.Fingerprint(root.Line)} vouches for the site key until {outcome.Value.ExpiresAt:yyyy-MM-dd}. Print this fingerprint where readers can find it outside the site.");
        }
        return 0;
    }

    private static void Show(RootKey root)
    {
        foreach (var line in root.Words.Split(' ').Select((word, i) => $"{i + 1,2} {word,-10}").Chunk(6))
        {
            Console.WriteLine(string.Join(' ', line).TrimEnd());
        }
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(root.Words, QRCodeGenerator.ECCLevel.M);
        Console.WriteLine();
        Console.WriteLine(new AsciiQRCode(code).GetGraphicSmall());
        Console.WriteLine();
    }

    private static async Task<Refusal?> IsWrittenAsync(RootKey root, CancellationToken cancel)
    {
        var words = root.Words.Split(' ');
        foreach (var place in Ids.NewSecret(3).Select(b => b % words.Length).Distinct())
        {
            if (!string.Equals((await AskSecret.RunAsync($"Word {place + 1}? ", cancel))?.Trim(), words[place], StringComparison.OrdinalIgnoreCase))
            {
                return new Refusal("not_written", "That is another word. Nothing was changed; run the command again, for a new key.");
            }
        }
        return null;
    }
}
