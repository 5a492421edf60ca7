using Broadside.Guard;

namespace Broadside.Giving.Statements;

/// <summary>Reads a bank's file and posts its lines. A file that is refused posts nothing.</summary>
public sealed class ImportStatement(IPostLines ledger)
{
    /// <param name="stream">The file.</param>
    /// <param name="name">The file's.</param>
    /// <param name="columns">Where things stand, if it is a table; null: by the usual names.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<ImportedStatement> RunAsync(Stream stream, string name, CsvColumns? columns, Actor actor, CancellationToken cancel)
    {
        var file = StatementReader.Read(stream, columns);
        if (file.Refused is not null)
        {
            return new ImportedStatement(file, new PostedLines(0, 0, 0));
        }
        var outcome = await ledger.RunAsync(file.Statements, name, file.Format, actor, cancel);
        return outcome.IsDone ? new ImportedStatement(file, outcome.Value) : new ImportedStatement(file with { Refused = outcome.Refusal.Message }, new PostedLines(0, 0, 0));
    }

    /// <summary>The same without posting: any account's file.</summary>
    public static ImportedStatement Try(Stream stream, CsvColumns? columns) => new(StatementReader.Read(stream, columns), new PostedLines(0, 0, 0));
}

/// <param name="File">What stands in it, and why it was refused if it was.</param>
/// <param name="Lines">What became of its lines.</param>
public sealed record ImportedStatement(StatementFile File, PostedLines Lines);
