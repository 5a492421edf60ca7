using Broadside.Giving.Cheques;
using Broadside.Giving.Outgoing;
using Broadside.Giving.Statements;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Pages;

internal sealed class GivingDeskMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        model.Entity<WaitingStatement>().ToTable("waiting_statements").HasKey(w => w.Id);
        model.Entity<LinePart>().ToTable("line_parts").HasKey(p => new { p.Rail, p.Remote });
        model.Entity<DepositSlip>().ToTable("deposit_slips").HasKey(s => s.Id);
        model.Entity<Cheque>().ToTable("cheques").HasKey(c => c.Id);
        model.Entity<OutgoingHook>().ToTable("outgoing_hooks").HasKey(h => h.Id);
        model.Entity<OutgoingNotice>().ToTable("outgoing_notices").HasKey(n => n.Id);
    }
}
