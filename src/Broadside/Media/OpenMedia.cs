using Broadside.Kit;

namespace Broadside.Media;

/// <summary>Clears away what a killed program left half arrived. A day old, so that nobody's slow upload is taken for it.</summary>
internal sealed class OpenMedia(MediaStore store, TimeProvider time) : IOpening
{
    public Task OpenAsync(CancellationToken cancel)
    {
        store.ForgetArrivalsBefore(time.GetUtcNow() - TimeSpan.FromDays(1));
        return Task.CompletedTask;
    }
}
