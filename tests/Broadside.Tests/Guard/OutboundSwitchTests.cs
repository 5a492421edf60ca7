using Broadside.Guard;
using Broadside.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Guard;

/// <summary>Which copy may act: a beginning that was cut off is begun again, a database that knows less than its folder is a copy.</summary>
public sealed class OutboundSwitchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "outbound-begun")]
    public async Task Cut_off_in_its_first_beginning_it_is_no_copy(string engine)
    {
        foreach (var point in new[] { "outbound begun", "outbound kept" })
        {
            await using var newsroom = await TestNewsroom.OpenAsync(engine);
            Mishap.Heard.Value = here => _ = here == point ? throw new IOException("cut") : 0;
            await Assert.ThrowsAsync<IOException>(() => newsroom.Get<OutboundSwitch>().MayAsync(Cancel));
            Mishap.Heard.Value = null;
            await newsroom.OpenAgainAsync();

            Assert.False(await newsroom.Get<OutboundSwitch>().IsQuietAsync(Cancel));
            Assert.True(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));
            Assert.DoesNotContain("begun", await File.ReadAllTextAsync(Path.Combine(newsroom.Folder, "outbound"), Cancel), StringComparison.Ordinal);
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "outbound-switch")]
    public async Task A_database_from_before_the_folder_acted_is_a_copy(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        Assert.True(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));
        await newsroom.AlterAsync("DELETE FROM outbound");

        Assert.True(await newsroom.Get<OutboundSwitch>().IsQuietAsync(Cancel));
        Assert.False(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "outbound-machine")]
    public async Task A_clone_of_the_machine_is_quiet_until_somebody_confirms_it(string engine)
    {
        using var machine = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton(new MachineTraits(machine.Path)));
        Card(machine, "eth0", "52:54:00:12:34:56");
        Card(machine, "wlan0", "52:54:00:ab:cd:ef");
        Card(machine, "docker0", "02:42:00:00:00:01", isHardware: false);
        Assert.True(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));

        // A card more and one less, and a bridge of another address: the same machine.
        Card(machine, "docker0", "02:42:00:00:00:99", isHardware: false);
        Card(machine, "eth1", "52:54:00:77:77:77");
        Directory.Delete(machine.At("sys", "class", "net", "eth0"), recursive: true);
        Assert.True(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));

        Directory.Delete(machine.At("sys", "class", "net", "wlan0"), recursive: true);
        Card(machine, "eth1", "52:54:00:99:99:99");
        Assert.False(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));
        Assert.Contains("machine", await newsroom.Get<OutboundSwitch>().WhyQuietAsync(Cancel), StringComparison.Ordinal);

        await newsroom.Get<OutboundSwitch>().ConfirmAsync(Actor.Operator, Cancel);
        Assert.True(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));

        // The name that a cloud gave it is learnt once it is there, and then told apart.
        Put(machine, "i-0001\n", "var", "lib", "cloud", "data", "instance-id");
        Assert.True(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));
        Put(machine, "i-0002\n", "var", "lib", "cloud", "data", "instance-id");
        Assert.True(await newsroom.Get<OutboundSwitch>().IsQuietAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "outbound-older")]
    public async Task A_database_that_was_set_back_is_quiet_until_somebody_confirms_it(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        Assert.True(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));
        await using (var db = newsroom.Db())
        {
            await newsroom.Get<AuditLog>().AddAsync(db, Actor.Newsroom, "send digest", "digest/2026-11-28", "", Cancel);
            await db.SaveChangesAsync(Cancel);
            await newsroom.Get<AuditHead>().RenewAsync(db, Cancel);
        }
        // As from a dump that was taken before.
        await newsroom.AlterAsync(engine == Engines.Sqlite ? "DROP TRIGGER audit_never_shrinks; DELETE FROM audit" : "ALTER TABLE audit DISABLE TRIGGER ALL; DELETE FROM audit; ALTER TABLE audit ENABLE TRIGGER ALL");
        await newsroom.OpenAgainAsync();

        Assert.False(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));
        Assert.Contains("older than the data folder", await newsroom.Get<OutboundSwitch>().WhyQuietAsync(Cancel), StringComparison.Ordinal);

        await newsroom.Get<OutboundSwitch>().ConfirmAsync(Actor.Operator, Cancel);
        Assert.True(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));
        await using var after = newsroom.Db();
        Assert.Contains("cut off", (await after.Set<AuditRow>().Include(a => a.Text).SingleAsync(Cancel)).Text!.Detail, StringComparison.Ordinal);
        Assert.Null(await newsroom.Get<AuditHead>().CheckAsync(after, Cancel));
    }

    private static void Card(TempFolder machine, string name, string address, bool isHardware = true)
    {
        if (isHardware)
        {
            Directory.CreateDirectory(machine.At("sys", "class", "net", name, "device"));
        }
        Put(machine, "0\n", "sys", "class", "net", name, "addr_assign_type");
        Put(machine, address + "\n", "sys", "class", "net", name, "address");
    }

    private static void Put(TempFolder machine, string text, params string[] parts)
    {
        var path = machine.At(parts);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
