using Broadside.Kit;
using Microsoft.Extensions.Logging;

namespace Broadside.Site.Running;

/// <summary>Asks every module for its figures. One that cannot answer (its database is away, say) leaves the others alone.</summary>
public sealed partial class ReadMeasures(IEnumerable<IMeasure> measures, ILogger<ReadMeasures> log)
{
    /// <returns>Those of one name stand together.</returns>
    public async Task<IReadOnlyList<Measure>> RunAsync(CancellationToken cancel)
    {
        var all = new List<Measure>();
        foreach (var measure in measures)
        {
            try
            {
                all.AddRange(await measure.ReadAsync(cancel));
            }
#pragma warning disable CA1031 // whatever is wrong there is told elsewhere
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                NotRead(measure.GetType().Name, e);
            }
        }
        return [.. all.GroupBy(m => m.Name).SelectMany(g => g)];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The figures of {Measure} could not be read.")]
    private partial void NotRead(string measure, Exception exception);
}
