using System.Net;
using System.Net.Sockets;
using Broadside.Articles;
using Broadside.Articles.Calendar;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Tests.Guard;
using Broadside.Tests.Site;

namespace Broadside.Tests.Articles.Calendar;

/// <summary>The real program, killed while it publishes what was scheduled.</summary>
[Trait("Suite", "slow")]
public sealed class ScheduleCrashTests
{
    // Opening passes none where all is up to date; publishing passes eight; beyond them it gets through.
    private const int Points = 9;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Killed_at_any_point_of_a_scheduled_publication_it_is_published_once(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var start = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1);
        var killed = 0;
        for (var round = 0; round < TestSize.Pick(3, 21); round++)
        {
            var (id, point) = ($"a{round}", (((round * 3) + 1) % Points) + 1);
            // The test's clock is behind the machine's: for the program the hour has come.
            newsroom.Time.MoveTo(start);
            await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article(id, "Title " + id, "Text.") with { PublishedAt = start }, Actor.Operator, Cancel);
            Assert.True((await newsroom.Get<ScheduleArticle>().RunAsync(id, newsroom.Time.GetUtcNow().AddMinutes(1), "UTC", Actor.Operator, Cancel)).IsDone);
            await newsroom.CloseAsync();

            killed += await ServeUntilKilledOrPublishedAsync(newsroom, $"/{start:yyyy}/{start:MM}/{id}/", point) ? 1 : 0;
            await newsroom.OpenAgainAsync();
            Assert.All(await newsroom.FindAsync(), l => Assert.StartsWith("schedule:", l, StringComparison.Ordinal));
            // The dead worker's lease has run out by then.
            newsroom.Time.MoveTo(TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(10));
            await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

            Assert.Equal(1, newsroom.Get<VersionStore>().Live(Article.Subject(id))?.Number);
            Assert.Empty(await newsroom.FindAsync());
        }
        Assert.True(killed > 1, $"only {killed} of the programs were killed while they published");
    }

    private static async Task<bool> ServeUntilKilledOrPublishedAsync(TestNewsroom newsroom, string path, int point)
    {
        var port = FreePort();
        using var server = TestProgram.Start(newsroom.Folder, newsroom.Postgres, point, ["serve", "--url", $"http://127.0.0.1:{port}"]);
        var end = TestProgram.EndAsync(server);
        using var client = new HttpClient();
        for (var turn = 0; turn < 600 && !end.IsCompleted; turn++)
        {
            await Task.WhenAny(end, Task.Delay(100, Cancel));
            if (await IsPublishedAsync(client, $"http://127.0.0.1:{port}{path}"))
            {
                server.Kill();
            }
        }
        var isOver = end.IsCompleted;
        if (!isOver)
        {
            server.Kill();
        }
        var result = await end;
        Assert.True(isOver, "The program neither published nor ended within a minute.");
        return result.Error.Contains("mishap:", StringComparison.Ordinal);
    }

    private static async Task<bool> IsPublishedAsync(HttpClient client, string address)
    {
        try
        {
            using var answer = await client.GetAsync(address, Cancel);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
