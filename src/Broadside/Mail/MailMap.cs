using Broadside.Mail.Inbound;
using Broadside.Mail.Letters;
using Broadside.Mail.Routes;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail;

internal sealed class MailMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        model.Entity<RouteState>().ToTable("mail_routes").HasKey(r => r.Name);
        var letters = model.Entity<Letter>().ToTable("letters");
        letters.HasKey(l => l.Number);
        letters.Property(l => l.Number).ValueGeneratedOnAdd();
        letters.Ignore(l => l.WasInflight);
        model.Entity<KeptReturn>().ToTable("mail_returns").HasKey(r => r.Hash);
        model.Entity<MailStray>().ToTable("mail_strays").HasKey(s => new { s.Day, s.Why });
    }
}
