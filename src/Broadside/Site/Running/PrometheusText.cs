using System.Globalization;
using System.Text;
using Broadside.Kit;

namespace Broadside.Site.Running;

/// <summary>Figures in the text form that Prometheus reads, version 0.0.4.</summary>
public static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <param name="measures">Those of one name stand together, as the format wants it.</param>
    public static string Write(IEnumerable<Measure> measures)
    {
        var text = new StringBuilder();
        var last = "";
        foreach (var measure in measures)
        {
            var name = $"broadside_{measure.Name}{(measure.IsTotal ? "_total" : "")}";
            if (name != last)
            {
                text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Escaped(measure.Help)}\n# TYPE {name} {(measure.IsTotal ? "counter" : "gauge")}\n");
                last = name;
            }
            text.Append(name);
            if (measure.Label is { } label)
            {
                text.Append(CultureInfo.InvariantCulture, $"{{{label}=\"{Escaped(measure.LabelValue ?? "").Replace("\"", "\\\"", StringComparison.Ordinal)}\"}}");
            }
            text.Append(CultureInfo.InvariantCulture, $" {measure.Value:R}\n");
        }
        return text.ToString();
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
