using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

internal sealed class SubscribersMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        var subscribers = model.Entity<Subscriber>().ToTable("subscribers");
        subscribers.HasKey(s => s.Number);
        subscribers.Property(s => s.Number).ValueGeneratedOnAdd();
        subscribers.Ignore(s => s.IsOnList);
        subscribers.Ignore(s => s.Subject);
        model.Entity<Suppression>().ToTable("suppressions").HasKey(s => s.AddressHmac);
        model.Entity<SubscriberDay>().ToTable("subscriber_days").HasKey(d => new { d.Day, d.Event });
        model.Entity<SubscriberReturn>().ToTable("subscriber_returns").HasKey(r => r.Hash);
    }
}
