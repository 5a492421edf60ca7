using System.CommandLine;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Letters;
using Broadside.Giving.Notices;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Giving;

internal static class GivingCommands
{
    public static void Add(CommandTree commands)
    {
        var give = commands.Group("give", "Gifts: what came, by which rail, and what the bank says.");
        ImportStatementCommand.Add(commands, give);
        AddStatus(commands, give);
        AddReconcile(commands, give);
        AddExport(commands, give);
        DrillCommand.Add(commands, give);
        LettersCommands.Add(commands, give);
    }

    private static void AddStatus(CommandTree commands, Command give)
    {
        var status = new Command("status", "Print what was raised, what every account comes to, and how each rail stands.");
        give.Subcommands.Add(status);
        commands.Run(status, async (services, parse, cancel) =>
        {
            var ledger = services.GetRequiredService<LedgerQueries>();
            var board = services.GetRequiredService<RailBoard>();
            var raised = await ledger.RaisedInAllAsync(cancel);
            var balances = await ledger.BalancesAsync(cancel);
            var rails = board.Rails.Select(r => r.Describe()).Select(r => new { r.Id, State = board.State(r.Id, r.Limits.Count > 0 ? r.Limits[0].Currency : "", null) }).ToList();
            var wrong = await ledger.CheckAsync(cancel);
            var quiet = await services.GetRequiredService<OutboundSwitch>().IsQuietAsync(cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(new
                {
                    raised = raised.Select(m => new { amount = m.ToText(), m.Currency }),
                    accounts = balances.Select(b => new { b.Account, amount = new Money(b.Amount, b.Currency).ToText(), b.Currency }),
                    rails,
                    quiet,
                    wrong,
                });
                return wrong.Count == 0 ? 0 : 1;
            }
            foreach (var money in raised)
            {
                Console.WriteLine($"raised  {money}");
            }
            foreach (var balance in balances)
            {
                Console.WriteLine($"{balance.Account}  {new Money(balance.Amount, balance.Currency)}");
            }
            rails.ForEach(r => Console.WriteLine($"{r.Id}  {r.State}"));
            if (quiet)
            {
                Console.WriteLine("quiet  this is a copy: nobody is charged, paid back or written to; “broadside outbound confirm” says that it is the one");
            }
            foreach (var line in wrong)
            {
                await Console.Error.WriteLineAsync(line);
            }
            return wrong.Count == 0 ? 0 : 1;
        });
    }

    private static void AddReconcile(CommandTree commands, Command give)
    {
        var reconcile = new Command("reconcile", "Ask every rail for its own list, post what no notice told, and print every difference.");
        give.Subcommands.Add(reconcile);
        commands.Run(reconcile, async (services, parse, cancel) =>
        {
            var results = await services.GetRequiredService<Reconcile>().AllAsync(cancel);
            if (parse.GetValue(commands.Json))
            {
                Output.Json(results.Select(r => new { r.Rail, answered = r.Done is not null, seen = r.Done?.Seen, posted = r.Done?.Posted, differences = r.Done?.Differences }));
            }
            else
            {
                foreach (var (rail, done) in results)
                {
                    Console.WriteLine(done is null ? $"{rail}  did not answer; try again later" : $"{rail}  seen {done.Seen}, posted {done.Posted}, differences {done.Differences}");
                }
            }
            return results.All(r => r.Done is { Differences: 0 }) ? 0 : 1;
        });
    }

    private static void AddExport(CommandTree commands, Command give)
    {
        var export = new Command("export", "Write the books as a file.");
        var file = new Argument<string?>("FILE") { Description = "Where to write; without it, to standard output.", Arity = ArgumentArity.ZeroOrOne };
        var format = new Option<string>("--format") { Description = "csv, beancount, ledger or json.", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "beancount", "ledger", "json");
        export.Arguments.Add(file);
        export.Options.Add(format);
        give.Subcommands.Add(export);
        commands.Run(export, async (services, parse, cancel) =>
        {
            var kind = parse.GetValue(format) switch { "beancount" => LedgerFormat.Beancount, "ledger" => LedgerFormat.LedgerCli, "json" => LedgerFormat.Json, _ => LedgerFormat.Csv };
            await using var to = parse.GetValue(file) is { } path ? File.Create(path) : Console.OpenStandardOutput();
            await services.GetRequiredService<ExportLedger>().RunAsync(to, kind, cancel);
            return 0;
        });
    }
}
