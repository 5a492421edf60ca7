using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Broadside.Kit;
using Broadside.Site.Running;

namespace Broadside.Tests.Site.Running;

public sealed partial class MetricsTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task This_machine_gets_figures_that_Prometheus_reads(string engine)
    {
        await using var site = await HostedNewsroom.StartAsync(engine);
        for (var i = 0; i < 3; i++)
        {
            using var page = await site.Client.GetAsync("/", TestContext.Current.CancellationToken);
        }

        using var answer = await site.Client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "text/plain; version=0.0.4; charset=utf-8", "no-store"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), answer.Headers.CacheControl?.ToString()));
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(Line(), line));
        foreach (var name in new[] { "requests_total{status=\"front\"} ", "jobs{state=\"waiting\"} ", "deliveries{state=\"waiting\"} 0", "alarms{code=\"all\"} 0", "disk_free_bytes ", "pages_rendered_total " })
        {
            Assert.Contains($"\nbroadside_{name}", text, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(text.Split('\n').Where(l => l.StartsWith("# TYPE", StringComparison.Ordinal)).GroupBy(l => l), g => g.Count() > 1);
    }

    [Fact]
    [Trait("Defence", "metrics-gate")]
    public async Task What_a_proxy_or_an_onion_service_passes_on_finds_no_such_page()
    {
        await using var site = await HostedNewsroom.StartAsync(Engines.Sqlite);

        foreach (var (header, value) in new[] { ("X-Forwarded-For", "203.0.113.9"), ("Forwarded", "for=203.0.113.9"), ("Via", "1.1 proxy"), ("Host", "news.example") })
        {
            using var answer = await AskAsync(site, header, value);
            Assert.Equal((header, HttpStatusCode.NotFound, "text/html"), (header, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task Where_a_token_is_set_it_is_wanted_of_everybody()
    {
        await using var site = await HostedNewsroom.StartAsync(Engines.Sqlite, ("Site:Metrics:Token", "hunter2"), ("Site:Metrics:Allow:0", "127.0.0.0/8"));

        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync("/metrics", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(site, "Authorization", "Bearer hunter3")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(site, "Authorization", "Bearer hunter2")).StatusCode);
    }

    [Fact]
    public async Task Who_is_named_may_ask_from_elsewhere()
    {
        await using var site = await HostedNewsroom.StartAsync(Engines.Sqlite, ("Site:Metrics:Allow:0", "203.0.113.0/24"), ("Site:TrustedProxies:0", "127.0.0.1"));

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(site, "X-Forwarded-For", "203.0.113.9")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(site, "X-Forwarded-For", "198.51.100.9")).StatusCode);
    }

    [Fact]
    public void Labels_and_help_are_written_so_that_nothing_breaks_the_line()
    {
        var text = PrometheusText.Write([new Measure("a", "Back\\slash\nand line.", 0.5, true, "kind", "say \"no\"\\\n"), new Measure("b", "B.", 1e21)]);

        Assert.Equal("# HELP broadside_a_total Back\\\\slash\\nand line.\n# TYPE broadside_a_total counter\nbroadside_a_total{kind=\"say \\\"no\\\"\\\\\\n\"} 0.5\n# HELP broadside_b B.\n# TYPE broadside_b gauge\nbroadside_b 1E+21\n", text);
    }

    [Fact]
    public async Task A_module_that_cannot_answer_leaves_the_others_alone()
    {
        await using var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IMeasure, BrokenMeasure>(services));

        var measures = await newsroom.Get<ReadMeasures>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Contains(measures, m => m.Name == "jobs");
    }

    [Fact]
    public async Task A_collector_is_sent_the_same_figures()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var received = TakeOneAsync(listener);
        await using var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, null, ("Site:Metrics:Otlp", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));

        Assert.True(await newsroom.Get<SendMetrics>().SendAsync(TestContext.Current.CancellationToken));

        var sent = await received;
        Assert.StartsWith("POST /v1/metrics HTTP/1.1\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("application/x-protobuf", sent, StringComparison.Ordinal);
        Assert.Contains("broadside.jobs", sent, StringComparison.Ordinal);
        Assert.Contains("broadside.disk_free_bytes", sent, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> AskAsync(HostedNewsroom site, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation(header, value);
        return await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string> TakeOneAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var all = new StringBuilder();
        var buffer = new byte[1 << 16];
        while (!IsWhole(all.ToString()))
        {
            all.Append(Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)));
        }
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        return all.ToString();
    }

    private static bool IsWhole(string request) =>
        request.IndexOf("\r\n\r\n", StringComparison.Ordinal) is > 0 and var end
        && (Length().Match(request) is { Success: true } length ? request.Length - end - 4 >= int.Parse(length.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : request.EndsWith("0\r\n\r\n", StringComparison.Ordinal));

    [GeneratedRegex("""^(# (HELP|TYPE) broadside_[a-z_]+ .+|broadside_[a-z_]+(\{[a-z]+="[^"]*"\})? -?[0-9.E+-]+)$""")]
    private static partial Regex Line();

    [GeneratedRegex(@"Content-Length: (\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Length();

    private sealed class BrokenMeasure : IMeasure
    {
        public Task<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancel) => throw new InvalidOperationException("away");
    }
}
