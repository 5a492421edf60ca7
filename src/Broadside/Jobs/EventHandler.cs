using System.Text.Json;
using Broadside.Kit;

namespace Broadside.Jobs;

/// <summary>Base of the handlers of one event.</summary>
public abstract class EventHandler<T> : IEventHandler where T : notnull
{
    public Type Event => typeof(T);

    public string Kind => $"{typeof(T).Name} → {GetType().Name}";

    public Task RunAsync(string payload, CancellationToken cancel) =>
        HearAsync(JsonSerializer.Deserialize<T>(payload, CanonicalJson.Options)!, cancel);

    protected abstract Task HearAsync(T news, CancellationToken cancel);
}
