using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Giving.Statements;

/// <summary><c>give import-statement</c>.</summary>
internal static class ImportStatementCommand
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void Add(CommandTree commands, Command group)
    {
        var file = new Argument<string>("FILE") { Description = "From the bank: CAMT.052, .053 or .054, MT940, or a table (CSV)." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read and show it, whichever account it is of; post nothing." };
        var columns = new Option<string?>("--columns") { Description = "A JSON file that says which column of a table holds what, where the usual names are not in it." };
        var command = new Command("import-statement", "Read a bank's statement, post its lines, match them with the gifts that are waited for.") { file, dryRun, columns };
        group.Subcommands.Add(command);
        commands.Run(command, async (services, parse, cancel) =>
        {
            var path = parse.GetValue(file)!;
            var map = parse.GetValue(columns);
            if (new[] { path, map }.FirstOrDefault(p => p is not null && !File.Exists(p)) is { } missing)
            {
                return Print(commands, parse, Refused($"There is no file {missing}."));
            }
            if (!TryColumns(map, out var known))
            {
                return Print(commands, parse, Refused($"{map} is no JSON object that names the columns: see the manual."));
            }
            await using var stream = File.OpenRead(path);
            return Print(commands, parse, parse.GetValue(dryRun) ? ImportStatement.Try(stream, known) : await services.GetRequiredService<ImportStatement>().RunAsync(stream, Path.GetFileName(path), known, Actor.Operator, cancel));
        });
    }

    private static bool TryColumns(string? path, out CsvColumns? columns)
    {
        columns = null;
        if (path is null)
        {
            return true;
        }
        try
        {
            columns = JsonSerializer.Deserialize<CsvColumns>(File.ReadAllText(path), SnakeCase);
            return columns is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ImportedStatement Refused(string why) => new(new StatementFile("", [], why), new PostedLines(0, 0, 0));

    private static int Print(CommandTree commands, ParseResult parse, ImportedStatement imported)
    {
        var (file, lines) = (imported.File, imported.Lines);
        if (parse.GetValue(commands.Json))
        {
            Output.Json(new { file.Format, Statements = file.Statements.Select(Shown), lines.Posted, lines.Duplicates, lines.Unmatched, file.Refused });
        }
        else
        {
            Show(imported);
        }
        foreach (var warning in file.Warnings)
        {
            Console.Error.WriteLine(warning);
        }
        return file.Refused is null ? 0 : Output.Refused(new Refusal("statement", file.Refused));
    }

    private static object Shown(Statement statement) => new
    {
        statement.Id,
        statement.Account,
        statement.Currency,
        Opening = statement.Opening?.ToText(),
        Closing = statement.Closing?.ToText(),
        Lines = statement.Lines.Select(line => new
        {
            Date = Day(line.Date),
            ValueDate = line.ValueDate is { } valueOn ? Day(valueOn) : null,
            Amount = line.Amount.ToText(),
            line.Reference,
            line.Counterparty,
            line.Remittance,
            Booked = line.IsBooked,
            line.Key,
            Details = line.Details.Select(d => new { Amount = d.Amount?.ToText(), Currency = d.Amount?.Currency, d.Reference, d.Counterparty, d.Remittance }),
        }),
    };

    private static void Show(ImportedStatement imported)
    {
        foreach (var statement in imported.File.Statements)
        {
            Console.WriteLine($"{statement.Account} {statement.Id}: {statement.Opening?.ToString() ?? "?"} to {statement.Closing?.ToString() ?? "?"}");
            foreach (var line in statement.Lines)
            {
                Console.WriteLine($"  {Day(line.Date)}  {line.Amount.ToText(),14}  {(line.IsBooked ? "" : "announced  ")}{line.Counterparty}  {line.Reference}  {line.Remittance}");
            }
        }
        var (posted, duplicates, unmatched) = imported.Lines;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{posted} posted, {duplicates} there already, {unmatched} without a gift"));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
