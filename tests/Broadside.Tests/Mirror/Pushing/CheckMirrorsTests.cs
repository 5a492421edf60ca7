using Broadside.Guard;
using Broadside.Mirror.Editions;
using Broadside.Mirror.Pushing;
using Broadside.Storage;
using Broadside.Tests.Mirror.Targets;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Mirror.Pushing;

/// <summary>What is seen of a mirror at its public address, which nginx serves here.</summary>
public sealed class CheckMirrorsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("index.html")]
    [InlineData("give/offline/index.html")]
    [Trait("Defence", "mirror-look")]
    public async Task A_mirror_on_which_a_page_was_altered_is_out_of_the_list_until_it_is_right_again(string page)
    {
        await using var far = await FarServer.StartAsync("WebDav");
        await using var newsroom = await Mirrors.OpenAsync();
        var mirror = await Mirrors.AddAsync(newsroom, far, far.At);
        var edition = await SignedEdition.WriteAsync(newsroom, 1);
        await Mirrors.PushedAsync(newsroom);
        await CheckAsync(newsroom);
        var listed = await ListedAsync(newsroom);
        await File.WriteAllTextAsync(far.Within(page), "<h1>Front 1</h1><a href=https://casino.example/>best odds</a>", Cancel);

        await CheckAsync(newsroom);
        var suspected = (await Mirrors.RowAsync(newsroom)).State;
        await CheckAsync(newsroom, "second");
        var tampered = await Mirrors.RowAsync(newsroom);
        var alarm = Assert.Single(await PushJobTests.AlarmsAsync(newsroom, mirror.Id));
        var without = await ListedAsync(newsroom);
        await Mirrors.PushAsync(newsroom);
        FarFolder.IsExactly(far, edition);
        await CheckAsync(newsroom);

        Assert.Equal([far.At], listed);
        Assert.Equal((MirrorState.Healthy, MirrorState.Tampered), (suspected, tampered.State));
        Assert.Contains(page, alarm.Message, StringComparison.Ordinal);
        Assert.Equal(MirrorAlarms.Tampered, alarm.Code);
        Assert.Empty(without);
        Assert.Equal((MirrorState.Healthy, 1L), ((await Mirrors.RowAsync(newsroom)).State, (await Mirrors.RowAsync(newsroom)).SeenNumber));
        Assert.Empty(await PushJobTests.AlarmsAsync(newsroom, mirror.Id));
        Assert.Equal([far.At], await ListedAsync(newsroom));
    }

    [Fact]
    public async Task A_list_that_the_newsroom_did_not_sign_is_found()
    {
        await using var far = await FarServer.StartAsync("WebDav");
        await using var newsroom = await Mirrors.OpenAsync();
        await Mirrors.AddAsync(newsroom, far, far.At);
        await SignedEdition.WriteAsync(newsroom, 1);
        await Mirrors.PushedAsync(newsroom);
        await SignedEdition.WriteAsync(newsroom, 2);
        await File.AppendAllTextAsync(far.Within(EditionPath.Sums), new string('0', 64) + "  casino.html\n", Cancel);

        await CheckAsync(newsroom, "second");

        Assert.Equal(MirrorState.Tampered, (await Mirrors.RowAsync(newsroom)).State);
    }

    [Fact]
    public async Task An_older_edition_is_seen_as_such_and_a_missing_file_is_sent_again()
    {
        await using var far = await FarServer.StartAsync("WebDav");
        await using var newsroom = await Mirrors.OpenAsync();
        await Mirrors.AddAsync(newsroom, far, far.At);
        await SignedEdition.WriteAsync(newsroom, 1);
        await Mirrors.PushedAsync(newsroom);
        await SignedEdition.WriteAsync(newsroom, 2);

        await CheckAsync(newsroom);
        var older = await Mirrors.RowAsync(newsroom);
        await PushJobTests.ClearAsync(newsroom);
        File.Delete(far.Within("index.html"));
        await CheckAsync(newsroom);
        var order = Assert.Single(await PushJobTests.QueueAsync(newsroom));

        Assert.Equal((1L, newsroom.Time.GetUtcNow()), (older.SeenNumber, older.BehindSince));
        Assert.Contains("\"all\":true", order.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mirror_that_nobody_can_read_raises_an_alarm_after_a_day()
    {
        await using var far = await FarServer.StartAsync("WebDav");
        await using var newsroom = await Mirrors.OpenAsync();
        var mirror = await Mirrors.AddAsync(newsroom, far, far.At);
        await SignedEdition.WriteAsync(newsroom, 1);
        await Mirrors.PushedAsync(newsroom);
        far.Stop();

        await CheckAsync(newsroom);
        var early = await PushJobTests.AlarmsAsync(newsroom, mirror.Id);
        newsroom.Time.Advance(TimeSpan.FromHours(25));
        await CheckAsync(newsroom);

        Assert.Empty(early);
        Assert.Contains("cannot be read by anybody", Assert.Single(await PushJobTests.AlarmsAsync(newsroom, mirror.Id)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engines.Sqlite, true)]
    [InlineData(Engines.Sqlite, false)]
    [InlineData(Engines.Postgres, true)]
    [InlineData(Engines.Postgres, false)]
    [Trait("Defence", "outbound-mirror")]
    public async Task A_machine_that_was_set_back_learns_it_from_a_mirror_and_acts_no_more(string engine, bool isServed)
    {
        await using var far = await FarServer.StartAsync("WebDav");
        await using var newsroom = await Mirrors.OpenAsync(engine);
        using var folder = new TempFolder();
        await Mirrors.AddAsync(newsroom, far, far.At);
        await SignedEdition.WriteAsync(newsroom, 5);
        await Mirrors.PushedAsync(newsroom);
        // Database and folder as they were two editions ago.
        await newsroom.AlterAsync("UPDATE mirrors SET number = 3, seen_number = 3, looked_at = NULL");
        await SignedEdition.WriteAsync(newsroom, 3);
        await newsroom.OpenAgainAsync();

        if (isServed)
        {
            await newsroom.AlterAsync($"UPDATE mirrors SET looked_at = {Instants.Micros(newsroom.Time.GetUtcNow())}");
            Assert.True(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));
            await CheckAsync(newsroom);
        }
        Assert.False(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));
        Assert.Contains("newer edition", await newsroom.Get<OutboundSwitch>().WhyQuietAsync(Cancel), StringComparison.Ordinal);

        await newsroom.Get<OutboundSwitch>().ConfirmAsync(Actor.Operator, Cancel);
        await newsroom.OpenAgainAsync();
        await CheckAsync(newsroom);

        Assert.True(await newsroom.Get<OutboundSwitch>().MayAsync(Cancel));
        // Readers who have seen the fifth edition refuse any that is older.
        Assert.NotEmpty(await PushJobTests.QueueAsync(newsroom, KeepEdition.JobKind));
        Assert.Equal(6, (await Editions.EditionTests.ExportAsync(newsroom, folder.At("out"))).Number);
    }

    private static Task CheckAsync(TestNewsroom newsroom, string look = "first") =>
        newsroom.Get<CheckMirrors>().RunAsync(look == "first" ? "{}" : "{\"is_second\":true}", Cancel);

    private static async Task<List<string>> ListedAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await MirrorQueries.ListedAsync(db, Cancel);
    }
}
