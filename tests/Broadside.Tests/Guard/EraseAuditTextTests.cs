using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Staff;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Guard;

public sealed class EraseAuditTextTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_erased_text_is_nowhere_and_the_log_still_holds_and_says_who_and_why(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var owner = await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(Role.Owner));
        var seq = await WriteAsync(newsroom, "A witness lives at Quay Street 4");

        Assert.Equal(seq, (await newsroom.Get<EraseAuditText>().RunAsync(seq, "  The address of a witness.  ", owner, Cancel)).Value);

        Assert.Empty(await newsroom.FindAsync());
        var log = await newsroom.LogAsync();
        Assert.Null(log.Single(a => a.Seq == seq).Text);
        Assert.True(log[^1] is { What: "erase text", Detail: "The address of a witness." } last && last.Who == owner.Id && last.Subject == $"audit/{seq}");
        Assert.Empty(await newsroom.Get<AuditQueries>().LatestAsync(new AuditQueries.Filter("quay street"), null, 5, Cancel));
        await using var db = newsroom.Db();
        Assert.False(await db.Set<AuditText>().AnyAsync(t => t.Detail.Contains("Quay"), Cancel));
        Assert.Equal("gone", (await newsroom.Get<EraseAuditText>().RunAsync(seq, "Again.", owner, Cancel)).Refusal?.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    public async Task Nothing_is_erased_without_a_reason(string? reason)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var seq = await WriteAsync(newsroom, "A text");

        Assert.Equal("erase_reason", (await newsroom.Get<EraseAuditText>().RunAsync(seq, reason, Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Equal("erase_reason", (await newsroom.Get<EraseAuditText>().RunAsync(seq, new string('x', 201), Actor.Operator, Cancel)).Refusal?.Code);

        Assert.Equal("A text", (await newsroom.LogAsync()).Single(a => a.Seq == seq).Detail);
    }

    [Fact]
    public async Task The_reason_of_an_erasure_is_not_erased()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var seq = await WriteAsync(newsroom, "A text");
        await newsroom.Get<EraseAuditText>().RunAsync(seq, "Why.", Actor.Operator, Cancel);
        var erasure = (await newsroom.LogAsync())[^1].Seq;

        Assert.Equal("erase_reason_stays", (await newsroom.Get<EraseAuditText>().RunAsync(erasure, "To hide it.", Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Equal("gone", (await newsroom.Get<EraseAuditText>().RunAsync(999, "No such row.", Actor.Operator, Cancel)).Refusal?.Code);
    }

    private static async Task<long> WriteAsync(TestNewsroom newsroom, string detail)
    {
        await using var db = newsroom.Db();
        await using var writing = await db.BeginWritingAsync(Cancel);
        await newsroom.Get<AuditLog>().AddAsync(db, Actor.Operator, "publish", "article/x", detail, Cancel);
        await db.SaveChangesAsync(Cancel);
        await writing.CommitAsync(Cancel);
        return (await newsroom.LogAsync())[^1].Seq;
    }
}
