using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Broadside.Kit;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Broadside.Site.Running;

/// <summary>Sends the figures once a minute to a collector (OpenTelemetry, OTLP over HTTP), where the settings name one.</summary>
public sealed partial class SendMetrics(SiteSettings site, ReadMeasures read, TimeProvider time, ILogger<SendMetrics> log) : BackgroundService
{
    private const string Name = "Broadside";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, IReadOnlyList<Measure>> latest = new(StringComparer.Ordinal);
    private readonly Meter meter = new(Name);
    private readonly Uri? collector = Address(site.Metrics.Otlp);
    private MeterProvider? provider;

    /// <summary>Reads and sends once; false when the collector did not take it.</summary>
    public async Task<bool> SendAsync(CancellationToken cancel)
    {
        foreach (var group in (await read.RunAsync(cancel)).GroupBy(m => m.Name))
        {
            var isNew = !latest.ContainsKey(group.Key);
            latest[group.Key] = [.. group];
            if (isNew)
            {
                Register(group.First());
            }
        }
        provider ??= Connect(collector!);
        // It waits for the network: on a thread of its own, and never for long.
        return await Task.Run(() => provider.ForceFlush(10_000), cancel);
    }

    public override void Dispose()
    {
        provider?.Dispose();
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (collector is null)
        {
            return;
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (!stoppingToken.IsCancellationRequested && !await SendAsync(stoppingToken))
                {
                    NotTaken(collector, null);
                }
            }
#pragma warning disable CA1031 // figures are not worth the site
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                NotTaken(collector, e);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Register(Measure first)
    {
        var name = "broadside." + first.Name;
        if (first.IsTotal)
        {
            meter.CreateObservableCounter(name, () => Read(first.Name), description: first.Help);
        }
        else
        {
            meter.CreateObservableGauge(name, () => Read(first.Name), description: first.Help);
        }
    }

    private IEnumerable<Measurement<double>> Read(string name) =>
        latest[name].Select(m => m.Label is { } label ? new Measurement<double>(m.Value, new KeyValuePair<string, object?>(label, m.LabelValue)) : new Measurement<double>(m.Value));

    private static Uri? Address(string? text) =>
        string.IsNullOrEmpty(text) ? null
            : Uri.TryCreate(text.TrimEnd('/') + "/v1/metrics", UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal) ? address
            : throw new SettingsException($"Site:Metrics:Otlp is “{text}”, which is no address. Write it as http://127.0.0.1:4318.");

    private static MeterProvider Connect(Uri collector) => Sdk.CreateMeterProviderBuilder()
        .AddMeter(Name)
        .AddOtlpExporter((exporter, reader) =>
        {
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
            exporter.Endpoint = collector;
            exporter.TimeoutMilliseconds = 5_000;
            // Sent when it was read anew, not by a clock of its own.
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = int.MaxValue;
        })
        .Build();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The collector at {Collector} did not take the figures.")]
    private partial void NotTaken(Uri collector, Exception? exception);
}
