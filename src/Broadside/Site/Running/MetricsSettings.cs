using Broadside.Kit;

namespace Broadside.Site.Running;

/// <summary>Settings <c>Site:Metrics:…</c>: who gets figures of how the program runs.</summary>
public sealed record MetricsSettings
{
    /// <summary>Addresses and networks that may ask for <c>/metrics</c> besides this machine itself, as "10.0.0.9" or "10.0.0.0/24".</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>When set, whoever asks must show it (<c>Authorization: Bearer …</c>), from wherever they come.</summary>
    [Secret]
    public string? Token { get; init; }

    /// <summary>A collector that speaks OTLP over HTTP, as "http://127.0.0.1:4318": it is sent the figures once a minute.</summary>
    public string? Otlp { get; init; }
}
