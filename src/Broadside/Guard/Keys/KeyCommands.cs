using System.CommandLine;
using System.Globalization;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Guard.Keys;

/// <summary><c>broadside keys …</c>: show, root, rotate, revoke, doubted, export, import.</summary>
internal static class KeyCommands
{
    public static void Add(CommandTree commands)
    {
        var keys = commands.Group("keys", "The keys that sign what is published.");
        AddShow(commands, keys);
        RootCommands.Add(commands, keys);
        AddRotate(commands, keys);
        AddRevoke(commands, keys);
        AddDoubted(commands, keys);
        AddExport(commands, keys);
        AddImport(commands, keys);
    }

    private static void AddShow(CommandTree commands, Command keys)
    {
        var show = new Command("show", "Print the site key's public line, as minisign wants it.");
        keys.Subcommands.Add(show);
        commands.Run(show, async (services, parse, cancel) =>
        {
            var ring = services.GetRequiredService<KeyRing>();
            var certificate = ring.Certificate;
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new
                {
                    site = ring.SitePublicKey,
                    key_id = ring.SiteKeyId,
                    can_sign = ring.CanSign,
                    root = certificate?.Root,
                    site_signed_by_root = certificate?.Signature,
                    certificate?.ExpiresAt,
                    former = ring.Retired.Select(r => new { key = r.Line, key_id = KeyFiles.IdOf(r.Line), r.RetiredAt, r.LastSeq, r.CompromisedAt, r.Revoked?.RevokedAt }),
                });
                return 0;
            }
            Console.WriteLine(ring.SitePublicKey);
            await Console.Error.WriteLineAsync((ring.CanSign, certificate) switch
            {
                (false, _) => "The private key is not here: this copy serves, but cannot publish.",
                (_, null) => "The site key is not certified by a root key.",
                _ => $"Certified by the root key {RootKey.Fingerprint(certificate.Root)} until {certificate.ExpiresAt:yyyy-MM-dd}.",
            });
            foreach (var former in ring.Retired)
            {
                await Console.Error.WriteLineAsync($"former: {former.Line}  until {former.RetiredAt:yyyy-MM-dd}{(former.CompromisedAt is { } at ? $", in other hands since {at:yyyy-MM-dd}" : "")}{(former.Revoked is null ? "" : ", revoked")}");
            }
            return 0;
        });
    }

    private static void AddRotate(CommandTree commands, Command keys)
    {
        var rotate = new Command("rotate", "Make a new site key. Where a root key vouches, its words are read from standard input.");
        var compromised = new Option<string>("--compromised") { Description = "The day (or instant, UTC) since when the old key was in other hands: only what an edition from before holds is believed, the rest waits for an owner." };
        var without = new Option<bool>("--without-root") { Description = "Do not ask for the root key's words; certify the new key later." };
        rotate.Options.Add(compromised);
        rotate.Options.Add(without);
        keys.Subcommands.Add(rotate);
        commands.Run(rotate, async (services, parse, cancel) =>
        {
            DateTimeOffset? since = null;
            if (parse.GetValue(compromised) is { } day)
            {
                if (!DateTimeOffset.TryParse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read))
                {
                    return Output.Refused(new Refusal("compromised", $"“{day}” is no day. Say it as 2026-11-27, or 2026-11-27T15:00Z."));
                }
                since = read;
            }
            RootKey? root = null;
            if (services.GetRequiredService<CertifySiteKey>().Root is not null && !parse.GetValue(without))
            {
                var typed = RootKey.From(await AskSecret.RunAsync("The root key's words: ", cancel));
                if (!typed.IsDone)
                {
                    return Output.Refused(typed.Refusal);
                }
                root = typed.Value;
            }
            using var used = root;
            var outcome = await services.GetRequiredService<RotateKey>().RunAsync(new RotateKey.Order(root, since, parse.GetValue(without)), Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            var (ring, done) = (services.GetRequiredService<KeyRing>(), outcome.Value);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new { old = done.Old, site = ring.SitePublicKey, key_id = done.New, certified = done.IsCertified, doubted = done.Doubted });
                return 0;
            }
            Console.WriteLine(ring.SitePublicKey);
            await Console.Error.WriteLineAsync(done.IsCertified ? "The new site key is certified by the root key." : "The new site key is not certified by a root key.");
            if (since is not null)
            {
                await Console.Error.WriteLineAsync($"{done.Doubted} versions are not believed; readers have the last that are. An owner looks at them under “Keys” at the desk, or with `broadside keys doubted`.");
            }
            return 0;
        });
    }

    private static void AddRevoke(CommandTree commands, Command keys)
    {
        var revoke = new Command("revoke", "Have the root key say that a former site key is not to be believed. Its words are read from standard input.");
        var key = new Argument<string>("key") { Description = "The former site key: its line (RW…) or its id." };
        revoke.Arguments.Add(key);
        keys.Subcommands.Add(revoke);
        commands.Run(revoke, async (services, parse, cancel) =>
        {
            var typed = RootKey.From(await AskSecret.RunAsync("The root key's words: ", cancel));
            if (!typed.IsDone)
            {
                return Output.Refused(typed.Refusal);
            }
            using var root = typed.Value;
            var outcome = await services.GetRequiredService<RevokeKey>().RunAsync(parse.GetValue(key)!, root, Actor.Operator, cancel);
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
                Console.WriteLine($"{SiteKeyCertificate.RevokedText(outcome.Value.Key, outcome.Value.RevokedAt)}\nroot {outcome.Value.Root}\nsignature {outcome.Value.Signature}");
            }
            return 0;
        });
    }

    private static void AddDoubted(CommandTree commands, Command keys)
    {
        var doubted = new Command("doubted", "List versions that a lost key signed, or settle them.");
        var approve = new Option<long[]>("--approve") { Description = "Numbers from the list: readers get them back.", AllowMultipleArgumentsPerToken = true };
        var refuse = new Option<long[]>("--refuse") { Description = "Numbers from the list: they stay away.", AllowMultipleArgumentsPerToken = true };
        doubted.Options.Add(approve);
        doubted.Options.Add(refuse);
        keys.Subcommands.Add(doubted);
        commands.Run(doubted, async (services, parse, cancel) =>
        {
            var settle = services.GetRequiredService<SettleDoubted>();
            var failed = 0;
            foreach (var (seq, isGood) in (parse.GetValue(approve) ?? []).Select(s => (s, true)).Concat((parse.GetValue(refuse) ?? []).Select(s => (s, false))))
            {
                var outcome = isGood ? await settle.ApproveAsync(seq, Actor.Operator, cancel) : await settle.RefuseAsync(seq, Actor.Operator, cancel);
                failed |= outcome.IsDone ? 0 : Output.Refused(outcome.Refusal with { Message = $"{seq}: {outcome.Refusal.Message}" });
            }
            var names = services.GetServices<ISubjectName>().ToList();
            var waiting = await settle.WaitingAsync(cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(waiting.Select(d => new { d.Seq, d.Subject, d.Number, d.DoubtedAt }));
            }
            else
            {
                foreach (var d in waiting)
                {
                    Console.WriteLine($"{d.Seq,6}  version {d.Number}  {names.Select(n => n.NameOf(d.Subject)).FirstOrDefault(n => n is not null) ?? d.Subject}");
                }
            }
            return failed;
        });
    }

    private static void AddExport(CommandTree commands, Command keys)
    {
        var export = new Command("export", "Write every key to one file under a passphrase (BROADSIDE_PASSPHRASE, or read from standard input).");
        var file = new Argument<string>("file") { Description = "Where to." };
        export.Arguments.Add(file);
        keys.Subcommands.Add(export);
        commands.Run(export, async (services, parse, cancel) =>
        {
            var outcome = await services.GetRequiredService<ExportKeys>().RunAsync(parse.GetValue(file)!, await AskSecret.PassphraseAsync(cancel), Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            await Console.Error.WriteLineAsync($"{outcome.Value} files are in it. Whoever has the file and the passphrase publishes in your name: keep them apart, and off this machine.");
            return 0;
        });
    }

    private static void AddImport(CommandTree commands, Command keys)
    {
        var import = new Command("import", "Bring keys back from a file of `keys export`.");
        var file = new Argument<string>("file") { Description = "The file." };
        var replace = new Option<bool>("--replace") { Description = "Even if they are others than those here." };
        import.Arguments.Add(file);
        import.Options.Add(replace);
        keys.Subcommands.Add(import);
        commands.Run(import, async (services, parse, cancel) =>
        {
            var outcome = await services.GetRequiredService<ImportKeys>().RunAsync(parse.GetValue(file)!, await AskSecret.PassphraseAsync(cancel), parse.GetValue(replace), Actor.Operator, cancel);
            if (!outcome.IsDone)
            {
                return Output.Refused(outcome.Refusal);
            }
            Console.WriteLine(services.GetRequiredService<KeyRing>().SitePublicKey);
            return 0;
        });
    }
}
