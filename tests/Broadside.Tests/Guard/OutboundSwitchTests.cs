using Broadside.Guard;
using Broadside.Kit;

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
}
