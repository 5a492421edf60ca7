using System.Text.Json;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Statements;

/// <summary>Files of banks between being sent and being posted. They name people: so they lie in the data folder for a week at most, and go when they are posted.</summary>
public sealed class WaitingStatements(IDbContextFactory<NewsroomDb> dbs, DataFolder folder, SiteRecord site, ImportStatement import, Ids ids, TimeProvider time)
{
    private const int LongestName = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <param name="stream">The file.</param>
    /// <param name="name">The file's.</param>
    /// <param name="account">Number of one of our accounts, where the file does not say whose it is; "" else.</param>
    /// <param name="who">Who sends it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<WaitingStatement>> SendAsync(Stream stream, string name, string account, Actor who, CancellationToken cancel)
    {
        if (account.Length > 0 && Accounts.All(b => b.Number != account))
        {
            return new Refusal("account", "That account is not among the payment details.", "account");
        }
        await SweepAsync(cancel);
        var row = new WaitingStatement { Id = ids.New(), Name = name.Length > LongestName ? name[..LongestName] : name, Account = account, SentBy = who.Id, SentAt = time.GetUtcNow() };
        Directory.CreateDirectory(Path.GetDirectoryName(File(row.Id))!);
        using var bytes = new MemoryStream();
        using (var capped = new CappedStream(stream, StatementReader.Largest + 1))
        {
            await capped.CopyToAsync(bytes, cancel);
        }
        if (bytes.Length == 0)
        {
            return new Refusal("no_file", "Choose the file that the bank gave you.", "files");
        }
        AtomicFile.Write(File(row.Id), bytes.GetBuffer().AsSpan(0, (int)bytes.Length), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        return row;
    }

    /// <summary>The file as it is read now, with the columns that are saved for its account; null where it was posted or dropped.</summary>
    public async Task<(WaitingStatement Row, StatementFile File)?> ReadAsync(string id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } row)
        {
            return null;
        }
        var columns = await ColumnsAsync(row, cancel);
        await using var stream = System.IO.File.OpenRead(File(id));
        return (row, StatementReader.Read(stream, columns));
    }

    /// <summary>Posts it, and forgets the file where that was done.</summary>
    public async Task<Outcome<PostedLines>> PostAsync(string id, Actor who, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } row)
        {
            return new Refusal("gone", "This file was posted or dropped already.");
        }
        var columns = await ColumnsAsync(row, cancel);
        ImportedStatement done;
        await using (var stream = System.IO.File.OpenRead(File(id)))
        {
            done = await import.RunAsync(stream, row.Name, columns, who, cancel);
        }
        if (done.File.Refused is { } refused)
        {
            return new Refusal("statement", refused);
        }
        await DropAsync(id, cancel);
        return done.Lines;
    }

    public async Task DropAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<WaitingStatement>().Where(w => w.Id == id).ExecuteDeleteAsync(cancel) > 0)
        {
            System.IO.File.Delete(File(id));
        }
    }

    /// <summary>The names in a table's first line that has several, so that somebody can say which is which.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is null)
        {
            return [];
        }
        var text = StatementText.Decode(await System.IO.File.ReadAllBytesAsync(File(id), cancel)).TrimStart('\uFEFF');
        foreach (var line in text.Split('\n').Take(40))
        {
            await foreach (var row in new CsvReader(new StringReader(line)).RowsAsync(cancel))
            {
                if (row.Fields is { Count: > 1 } fields && fields.All(f => f.Length < 100))
                {
                    return [.. fields.Where(f => f.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
                }
            }
        }
        return [];
    }

    /// <summary>Keeps how an account's table is read.</summary>
    public async Task<Outcome<CsvColumns>> KeepColumnsAsync(string account, CsvColumns columns, CancellationToken cancel)
    {
        if (columns.Date.Length == 0 || (columns.Amount ?? columns.Credit ?? columns.Debit) is null)
        {
            return new Refusal("columns", "Say at least which column holds the day and which the amount, or what came and what went.", "date");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var row = await db.Set<SavedColumns>().SingleOrDefaultAsync(c => c.Account == account, cancel);
        if (row is null)
        {
            db.Add(row = new SavedColumns { Account = account, Columns = "" });
        }
        (row.Columns, row.ChangedAt) = (JsonSerializer.Serialize(columns, CanonicalJson.Options), time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return columns;
    }

    private IReadOnlyList<BankAccount> Accounts => site.Read<PayoutDetails>(PayoutDetails.Part).Banks;

    private string File(string id) => folder.Within("giving", "statements", id);

    private async Task<WaitingStatement?> FindAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<WaitingStatement>().AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, cancel) is { } row && System.IO.File.Exists(File(id)) ? row : null;
    }

    private async Task<CsvColumns?> ColumnsAsync(WaitingStatement row, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var saved = await db.Set<SavedColumns>().AsNoTracking().SingleOrDefaultAsync(c => c.Account == row.Account, cancel);
        var columns = saved is not null ? JsonSerializer.Deserialize<CsvColumns>(saved.Columns, CanonicalJson.Options) : CsvColumns.Guess(await NamesAsync(row.Id, cancel));
        return columns is null || Accounts.FirstOrDefault(b => b.Number == row.Account) is not { } account ? (saved is null ? null : columns)
            : columns with { OfAccount = columns.OfAccount ?? account.Number, InCurrency = columns.InCurrency ?? account.Currencies[0] };
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        var since = time.GetUtcNow() - Kept;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        foreach (var old in await db.Set<WaitingStatement>().AsNoTracking().Where(w => w.SentAt < since).Select(w => w.Id).ToListAsync(cancel))
        {
            await DropAsync(old, cancel);
        }
    }
}
