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
