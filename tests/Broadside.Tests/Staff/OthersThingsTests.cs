using Broadside.Guard;
using Broadside.Staff;
using Broadside.Staff.Account;
using Broadside.Staff.Signing;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Staff;

/// <summary>Whoever knows the id of what belongs to another can do nothing with it, whatever their role.</summary>
public sealed class OthersThingsTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Nobody_renames_or_removes_the_passkey_of_another(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var ana = await newsroom.Services.JoinAsync(Role.Writer);
        await using (var db = newsroom.Db())
        {
            db.Add(new Passkey { Id = "anas", StaffId = ana.Member.Id, Name = "Blue laptop", PublicKey = "x", Transports = "internal", MadeAt = newsroom.Time.GetUtcNow() });
            await db.SaveChangesAsync();
        }
        foreach (var role in Enum.GetValues<Role>())
        {
            var other = await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(role));
            Assert.Equal("gone", (await newsroom.Get<RenamePasskey>().RunAsync(other, "anas", "mine", default)).Refusal?.Code);
            Assert.Equal("gone", (await newsroom.Get<RemovePasskey>().RunAsync(other, "anas", default)).Refusal?.Code);
        }
        await using var after = newsroom.Db();
        Assert.Equal("Blue laptop", (await after.Set<Passkey>().SingleAsync()).Name);
        Assert.True((await newsroom.Get<RemovePasskey>().RunAsync(await newsroom.Services.ActorAsync(ana), "anas", default)).IsDone);
    }

    [Fact]
    public async Task The_secret_of_one_persons_codes_opens_for_nobody_else()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var (ana, ben) = (await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(Role.Writer)), await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(Role.Writer)));
        await newsroom.Get<OfferCodes>().RunAsync(ana, default);

        // An intruder copies a secret that they know into another's row.
        await newsroom.AlterAsync($"UPDATE staff SET code_secret = (SELECT code_secret_offered FROM staff WHERE id = '{ana.Id}') WHERE id = '{ben.Id}'");

        await using var db = newsroom.Db();
        var altered = await db.Set<StaffMember>().SingleAsync(m => m.Id == ben.Id);
        Assert.NotNull(altered.CodeSecret);
        Assert.Null(newsroom.Get<Codes>().Open(ben.Id, altered.CodeSecret));
    }
}
