using Broadside.Giving.Payees;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Statements;

internal sealed class StatementMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        model.Entity<PayoutChange>().ToTable("payout_changes").HasKey(c => c.Id);
        model.Entity<StatementImport>().ToTable("statement_imports").HasKey(i => i.Id);
        model.Entity<StatementRow>().ToTable("statement_lines").HasKey(l => new { l.Rail, l.Key });
        model.Entity<SavedColumns>().ToTable("statement_columns").HasKey(c => c.Account);
    }
}

/// <summary>How an account's table is read, kept so that the next file is dropped and read.</summary>
public sealed class SavedColumns
{
    /// <summary>The bank account's number; "" for tables that name none.</summary>
    public required string Account { get; init; }

    /// <summary>A <see cref="CsvColumns"/> as JSON.</summary>
    public required string Columns { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
