using Broadside.Kit;

namespace Broadside.Mirror.Pushing;

/// <summary>For how long each mirror has lacked the newest edition.</summary>
internal sealed class MeasureMirrors(MirrorQueries mirrors, TimeProvider time) : IMeasure
{
    public async Task<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return [.. (await mirrors.AllAsync(cancel)).Select(m => new Measure("mirror_behind_seconds", "For how long the mirror lacks the newest edition; 0 where it has it.", m.BehindSince is { } since ? (now - since).TotalSeconds : 0, false, "mirror", m.Name))];
    }
}
