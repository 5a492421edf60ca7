using System.Globalization;
using System.Text;
using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Ledger;

/// <summary>The books as files for others' programs. No personal data is in them, because none is in the books.</summary>
public sealed class ExportLedger(IDbContextFactory<NewsroomDb> dbs)
{
    private const int Page = 5000;

    /// <param name="to">Gets UTF-8.</param>
    /// <param name="format">Which kind of file.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="from">Only what happened then or later.</param>
    /// <param name="until">And before this.</param>
    public async Task RunAsync(Stream to, LedgerFormat format, CancellationToken cancel, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await text.WriteAsync(format switch
        {
            LedgerFormat.Csv => "entry,date,time,rail,kind,remote_id,revision,reverses,gift,account,debit,credit,currency\n",
            LedgerFormat.Beancount => "option \"title\" \"Gifts\"\n",
            LedgerFormat.Json => "[\n",
            _ => "",
        });
        if (format == LedgerFormat.Beancount)
        {
            var first = await db.Set<EntryRow>().MinAsync(e => (DateTimeOffset?)e.At, cancel);
            foreach (var account in first is null ? [] : await db.Set<AccountSum>().Select(s => s.Account).Distinct().OrderBy(a => a).ToListAsync(cancel))
            {
                await text.WriteAsync($"{Day(first!.Value)} open {Bean(account)}\n");
            }
        }
        var isFirst = true;
        for (var after = 0L; ;)
        {
            var entries = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Seq > after && (from == null || e.At >= from) && (until == null || e.At < until)).OrderBy(e => e.Seq).Take(Page).ToListAsync(cancel);
            if (entries.Count == 0)
            {
                break;
            }
            var last = entries[^1].Seq;
            var postings = (await db.Set<PostingRow>().AsNoTracking().Where(p => p.Entry > after && p.Entry <= last).OrderBy(p => p.Entry).ThenBy(p => p.Line).ToListAsync(cancel)).ToLookup(p => p.Entry);
            foreach (var entry in entries)
            {
                await text.WriteAsync(Text(entry, [.. postings[entry.Seq]], format, isFirst));
                isFirst = false;
            }
            after = last;
        }
        await text.WriteAsync(format == LedgerFormat.Json ? "\n]\n" : "");
    }

    private static string Text(EntryRow entry, IReadOnlyList<PostingRow> postings, LedgerFormat format, bool isFirst)
    {
        if (format == LedgerFormat.Json)
        {
            return (isFirst ? "" : ",\n") + JsonSerializer.Serialize(new
            {
                entry.Seq,
                entry.Id,
                entry.At,
                entry.Rail,
                entry.RailAccount,
                entry.Kind,
                entry.RemoteId,
                entry.Revision,
                entry.Reverses,
                entry.Gift,
                Postings = postings.Select(p => new { p.Account, Amount = new Money(p.Amount, p.Currency).ToText(), p.Currency }),
            }, CanonicalJson.Options);
        }
        var text = new StringBuilder();
        if (format == LedgerFormat.Csv)
        {
            foreach (var p in postings)
            {
                var amount = new Money(Math.Abs(p.Amount), p.Currency).ToText();
                string[] fields = [entry.Id, Day(entry.At), entry.At.ToString("HH:mm:ss", CultureInfo.InvariantCulture), entry.Rail, Words.Of(entry.Kind), entry.RemoteId,
                    $"{entry.Revision}", $"{entry.Reverses}", entry.Gift ?? "", p.Account, p.Amount > 0 ? amount : "", p.Amount > 0 ? "" : amount, p.Currency];
                text.AppendJoin(',', fields.Select(Field)).Append('\n');
            }
            return text.ToString();
        }
        var (title, reversed) = ($"{entry.Rail} {Words.Of(entry.Kind)} {entry.RemoteId}", entry.Reverses > 0 ? $", takes back revision {entry.Reverses}" : "");
        text.Append(format == LedgerFormat.Beancount ? $"\n{Day(entry.At)} * \"{Quoted(title + reversed)}\"\n  entry: \"{entry.Id}\"\n" : $"\n{Day(entry.At)} * {Quoted(title + reversed)}\n    ; entry: {entry.Id}\n");
        foreach (var p in postings)
        {
            text.Append(format == LedgerFormat.Beancount ? "  " : "    ").Append(format == LedgerFormat.Beancount ? Bean(p.Account) : p.Account)
                .Append("  ").Append(new Money(p.Amount, p.Currency).ToText()).Append(' ').Append(p.Currency).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Beancount knows five kinds of account, and parts that begin with a capital letter or a figure.</summary>
    internal static string Bean(string account)
    {
        var parts = account.Split(':');
        var root = parts[0] switch
        {
            "assets" => "Assets",
            "income" => "Income",
            "contra" => "Income:Contra",
            "expense" => "Expenses",
            "liability" => "Liabilities",
            "equity" => "Equity",
            _ => "Assets:Suspense",
        };
        return string.Join(':', [root, .. parts.Skip(1).Select(Part)]);
    }

    private static string Part(string part)
    {
        var clean = string.Concat(part.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '-')).TrimStart('-');
        return clean.Length == 0 ? "X" : char.ToUpperInvariant(clean[0]) + clean[1..];
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Quoted(string text) => string.Concat(text.Where(c => !char.IsControl(c))).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    // A spreadsheet takes what begins with one of these for a formula.
    private static string Field(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}

public enum LedgerFormat
{
    Csv,
    Beancount,
    LedgerCli,
    Json,
}
