using System.Linq.Expressions;
using Broadside.Staff.Acts;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadside.Staff;

internal sealed class StaffMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        model.Entity<StaffMember>(member =>
        {
            member.ToTable("staff").HasKey(m => m.Id);
            member.Ignore(m => m.Subject);
        });
        model.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("invitations").HasKey(i => i.Id);
            invitation.Ignore(i => i.Subject);
        });
        Owned<Passkey>(model, "passkeys", p => p.StaffId).HasKey(p => p.Id);
        Owned<RecoveryCode>(model, "recovery_codes", c => c.StaffId).HasKey(c => c.Hash);
        Owned<LoginSession>(model, "login_sessions", s => s.StaffId).HasKey(s => s.Id);
        Owned<Device>(model, "devices", d => d.StaffId).HasKey(d => new { d.TokenHash, d.StaffId });
        model.Entity<Ceremony>().ToTable("ceremonies").HasKey(c => c.Id);
        model.Entity<Attempt>().ToTable("attempts").HasKey(a => a.Key);
        model.Entity<PendingAct>().ToTable("pending_acts").HasKey(a => a.Id);
    }

    // Told whose it is, EF writes a new person before what belongs to them.
    private static EntityTypeBuilder<T> Owned<T>(ModelBuilder model, string table, Expression<Func<T, object?>> owner)
        where T : class
    {
        var entity = model.Entity<T>().ToTable(table);
        entity.HasOne<StaffMember>().WithMany().HasForeignKey(owner);
        return entity;
    }
}
