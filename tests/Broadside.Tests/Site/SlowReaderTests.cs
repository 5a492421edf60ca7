using System.Net.Sockets;
using System.Text;
using Broadside.Site;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broadside.Tests.Site;

/// <summary>Those who ask or read slowly, on purpose or not, keep nobody else waiting and do not stay for ever.</summary>
public sealed class SlowReaderTests
{
    private const int Many = 200;
    private const int LongestWait = 30_000;
    private const string Whole = "GET /wire/long/ HTTP/1.1\r\nHost: x\r\n\r\n";

    // Without the defence it would wait for ever.
    [Fact(Timeout = LongestWait)]
    [Trait("Defence", "idle-connections")]
    public async Task Heads_that_never_end_are_dropped_and_readers_who_rest_are_not()
    {
        await using var site = await OpenAsync();
        await using var resting = await site.ConnectAsync();
        await AskAndReadAsync(resting);
        var slow = await ConnectAsync(site, Many, "GET /wire/long/ HTTP/1.1\r\nHost:");
        await UntilAsync(site, count => count.Receiving == Many, TestContext.Current.CancellationToken);
        foreach (var connection in slow)
        {
            await connection.WriteAsync("x"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        Assert.Equal(200, WireAnswer.ReadAll(await site.AskAsync(Whole))[0].Status);
        site.Time!.Advance(TimeSpan.FromSeconds(30));

        await AllEndAsync(slow);
        await AskAndReadAsync(resting);
        await UntilAsync(site, count => count.All == 1, TestContext.Current.CancellationToken);
    }

    // Without the defence it would wait for ever.
    [Fact(Timeout = LongestWait)]
    [Trait("Defence", "idle-connections")]
    public async Task Readers_who_take_no_answer_are_dropped()
    {
        await using var site = await OpenAsync();
        const int Asked = 500;
        var slow = await ConnectAsync(site, 20, string.Concat(Enumerable.Repeat(Whole, Asked)));
        await UntilAsync(site, count => count is { All: 20, Answering: 20 }, TestContext.Current.CancellationToken);

        Assert.Equal(200, WireAnswer.ReadAll(await site.AskAsync(Whole))[0].Status);
        // The machine's own buffers take the first answers, and as long as they do the reader seems to.
        await UntilAsync(
            site,
            count =>
            {
                site.Time!.Advance(TimeSpan.FromMinutes(3));
                return count.All == 0;
            },
            TestContext.Current.CancellationToken);
        Assert.All(await AllEndAsync(slow), bytes => Assert.InRange(bytes, 1, MadeUpSource.LongBody.Length * Asked));
    }

    [Fact]
    [Trait("Suite", "slow")]
    public async Task A_body_that_never_comes_is_not_waited_for()
    {
        await using var site = await OpenAsync();
        var slow = await ConnectAsync(site, 20, "POST /report HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nmessage=");

        Assert.Equal(200, WireAnswer.ReadAll(await site.AskAsync(Whole))[0].Status);
        await AllEndAsync(slow);
    }

    [Fact]
    public async Task The_full_server_has_limits_of_its_own()
    {
        await using var site = await OpenAsync();
        var limits = site.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.InRange(limits.MaxConcurrentConnections!.Value, 1000, 10_000);
        Assert.True(limits.RequestHeadersTimeout <= TimeSpan.FromSeconds(20));
        Assert.True(limits.KeepAliveTimeout <= TimeSpan.FromMinutes(2));
        Assert.True(limits.MinResponseDataRate is { BytesPerSecond: >= 200 });
        Assert.True(limits.MinRequestBodyDataRate is { BytesPerSecond: >= 200 });
    }

    [Fact]
    public async Task A_server_that_stops_finishes_the_answers_that_it_has_begun()
    {
        await using var site = await OpenAsync();
        await using var resting = await site.ConnectAsync();
        await AskAndReadAsync(resting);
        var simple = await ConnectAsync(site, 1, "GET /wire/held/1/ HTTP/1.1\r\nHost: x\r\n\r\n");
        var full = await ConnectAsync(site, 1, "GET /wire/held/2/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        await site.Source.BegunAsync();
        await site.Source.BegunAsync();

        var stopping = site.StopAsync();
        // One who rests has nothing to wait for.
        Assert.Empty(await WireSite.ReadToEndAsync(resting));
        site.Source.Release();

        foreach (var connection in simple.Concat(full))
        {
            var answer = WireAnswer.ReadAll(await WireSite.ReadToEndAsync(connection))[0];
            Assert.Equal(200, answer.Status);
            Assert.Equal(MadeUpSource.LongBody, answer.Body);
        }
        await stopping;
    }

    private static async Task<WireSite> OpenAsync()
    {
        var site = new WireSite { Time = new FakeTime() };
        await site.InitializeAsync();
        return site;
    }

    private static async Task<List<NetworkStream>> ConnectAsync(WireSite site, int count, string said)
    {
        var connections = new List<NetworkStream>();
        for (var i = 0; i < count; i++)
        {
            var connection = await site.ConnectAsync();
            await connection.WriteAsync(Encoding.Latin1.GetBytes(said), TestContext.Current.CancellationToken);
            connections.Add(connection);
        }
        return connections;
    }

    private static async Task AskAndReadAsync(NetworkStream connection)
    {
        await connection.WriteAsync("GET /wire/short/ HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var said = "";
        var bytes = new byte[4096];
        while (!said.EndsWith("<p>Short.", StringComparison.Ordinal))
        {
            var read = await connection.ReadAsync(bytes, TestContext.Current.CancellationToken);
            Assert.True(read > 0, "The connection ended: " + said);
            said += Encoding.Latin1.GetString(bytes, 0, read);
        }
    }

    private static async Task UntilAsync(WireSite site, Func<(int All, int Receiving, int Answering), bool> holds, CancellationToken cancel)
    {
        while (!holds(site.Services.GetRequiredService<IdleConnections>().Count))
        {
            await Task.Delay(10, cancel);
        }
    }

    private static async Task<IReadOnlyList<int>> AllEndAsync(List<NetworkStream> connections)
    {
        var lengths = new List<int>();
        foreach (var connection in connections)
        {
            lengths.Add((await WireSite.ReadToEndAsync(connection)).Length);
            await connection.DisposeAsync();
        }
        return lengths;
    }
}
