using System.Net;
using Broadside.Guard;

namespace Broadside.Tests.Guard;

public sealed class FarClocksTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTime time = new(Now);

    [Theory]
    [InlineData("0 0 1", false)]
    [InlineData("26", true)]
    [InlineData("26 26", true)]
    [InlineData("-26 -25 0", true)]
    // One of three has a wrong clock of its own.
    [InlineData("26 0 1", false)]
    [InlineData("4 -4", false)]
    [InlineData("5.1 0", true)]
    public void Half_of_the_others_say_when_this_clock_is_wrong(string minutes, bool isWrong)
    {
        var clocks = new FarClocks(time);
        foreach (var (i, ahead) in minutes.Split(' ').Select(m => double.Parse(m, System.Globalization.CultureInfo.InvariantCulture)).Index())
        {
            clocks.Hear($"host{i}.example", Now.AddMinutes(ahead));
        }
        // A clock is no witness for itself.
        clocks.Hear("outlet.example", Now);

        time.Advance(TimeSpan.FromHours(1));

        Assert.True(clocks.TryJudge("outlet.example", out var trouble));
        Assert.Equal(isWrong, trouble is not null);
    }

    [Fact]
    public void What_was_said_a_day_ago_says_nothing_any_more()
    {
        var clocks = new FarClocks(time);
        clocks.Hear("host.example", Now.AddMinutes(26));

        time.Advance(TimeSpan.FromHours(23));
        Assert.True(clocks.TryJudge("outlet.example", out var trouble));
        Assert.StartsWith("This machine's clock says 2026-11-23 11:00 UTC, and that of host.example 2026-11-23 11:26. If this one is wrong, set it right", trouble, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromHours(2));
        Assert.False(clocks.TryJudge("outlet.example", out trouble));
        Assert.Null(trouble);
    }

    [Theory]
    [InlineData("PUT", "https://files.example/x", true)]
    [InlineData("POST", "https://rail.example/v1", true)]
    // A cache may have kept these.
    [InlineData("GET", "https://files.example/x", false)]
    [InlineData("HEAD", "https://files.example/x", false)]
    [InlineData("PUT", "http://127.0.0.1:8080/x", false)]
    public async Task Only_an_answer_of_another_machine_that_no_cache_can_have_kept_counts(string method, string address, bool isHeard)
    {
        var clocks = new FarClocks(time);
        using var client = new HttpClient(new FarClockHandler(new Dated(Now.AddHours(2)), clocks));

        using var request = new HttpRequestMessage(HttpMethod.Parse(method), address);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(isHeard, clocks.TryJudge("outlet.example", out var trouble));
        Assert.Equal(isHeard, trouble is not null);
    }

    private sealed class Dated(DateTimeOffset at) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Headers = { Date = at } });
    }
}
