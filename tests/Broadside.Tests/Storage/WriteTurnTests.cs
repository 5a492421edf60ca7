using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Storage;

public sealed class WriteTurnTests
{
    [Fact]
    [Trait("Defence", "write-turn")]
    public async Task Who_has_much_to_write_waits_while_somebody_else_wants_to()
    {
        await using var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite);
        var engine = newsroom.Get<IEngine>();
        await engine.LetOthersWriteAsync(default);
        await using var much = await engine.OpenAsync(readOnly: false, default);
        var held = await much.BeginTransactionAsync(TestContext.Current.CancellationToken);

        // It cannot write yet, and its wait is seen.
        var other = Task.Run(() => ForgetJobsAsync(newsroom));
        var letting = await UntilWantedAsync(engine, other);
        await held.DisposeAsync();
        await other;
        await letting;

        Assert.True(engine.LetOthersWriteAsync(default).IsCompleted, "nobody waits any more");
    }

    private static async Task<Task> UntilWantedAsync(IEngine engine, Task other)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            var letting = engine.LetOthersWriteAsync(default);
            if (!letting.IsCompleted)
            {
                return letting;
            }
            Assert.False(other.IsCompleted, "it wrote although another had the lock");
            await Task.Delay(5);
        }
        throw new Xunit.Sdk.XunitException("It waits for the lock, and that is not seen.");
    }

    private static async Task ForgetJobsAsync(TestNewsroom newsroom)
    {
        await using var db = await newsroom.Get<IDbContextFactory<NewsroomDb>>().CreateDbContextAsync();
        await db.Set<Job>().Where(j => j.Id == "none").ExecuteDeleteAsync();
    }
}
