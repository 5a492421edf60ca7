using System.Globalization;
using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>What a reader has found so far, and the first reason not to take it.</summary>
internal sealed class StatementBook(string format)
{
    public string Format { get; set; } = format;

    public List<Statement> Statements { get; } = [];

    public string? Refused { get; private set; }

    public void Refuse(string why) => Refused ??= why;

    /// <summary>Adds a statement with what speaks against it.</summary>
    public void Add(Statement statement)
    {
        if (statement.Account.Length == 0)
        {
            Refuse($"{Name(statement)} does not say which account it is of: the file is cut off, or no statement.");
        }
        if (statement.Lines.FirstOrDefault(l => l.Amount.Currency != statement.Currency) is { } odd)
        {
            Refuse($"{Name(statement)} is in {statement.Currency} and has a line in {odd.Amount.Currency}.");
        }
        else if (statement is { Opening: { } opening, Closing: { } closing })
        {
            Check(statement, opening, closing);
        }
        Statements.Add(statement);
    }

    public StatementFile Done()
    {
        if (Statements.Count == 0)
        {
            Refuse("There is no statement in this file.");
        }
        return new StatementFile(Format, LineKeys.Given(Statements), Refused) { Warnings = [.. Gaps()] };
    }

    private void Check(Statement statement, Money opening, Money closing)
    {
        if (opening.Currency != closing.Currency)
        {
            Refuse($"{Name(statement)} opens in {opening.Currency} and closes in {closing.Currency}.");
            return;
        }
        var sum = statement.Lines.Where(l => l.IsBooked).Aggregate((Int128)opening.Minor, (all, line) => all + line.Amount.Minor);
        if (opening.Currency != statement.Currency || sum != closing.Minor)
        {
            var ends = sum >= long.MinValue && sum <= long.MaxValue ? opening with { Minor = (long)sum } : (Money?)null;
            Refuse($"{Name(statement)} does not add up: it opens with {opening}, with its lines that is {ends?.ToString() ?? "more than any account holds"}, and it closes with {closing}.");
        }
    }

    private IEnumerable<string> Gaps()
    {
        foreach (var account in Statements.Where(s => s.Account.Length > 0).GroupBy(s => (s.Account, s.Currency)))
        {
            Statement? before = null;
            foreach (var statement in account)
            {
                if (before?.Closing is { } closed && statement.Opening is { } opens && closed != opens)
                {
                    yield return $"Between {Name(before)} ({closed}) and {Name(statement)} ({opens}) something is missing.";
                }
                before = statement;
            }
        }
    }

    private string Name(Statement statement) =>
        statement.Id.Length > 0 ? $"Statement {statement.Id}" : string.Create(CultureInfo.InvariantCulture, $"The statement in place {Math.Max(Statements.IndexOf(statement), Statements.Count) + 1}");
}
