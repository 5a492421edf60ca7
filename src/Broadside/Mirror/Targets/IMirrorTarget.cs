namespace Broadside.Mirror.Targets;

/// <summary>
/// A place that the edition's files are sent to. Each file is there whole or not at all, at any instant. Every method throws
/// <see cref="MirrorTrouble"/> where the far side fails, and nothing else of its wire.
/// </summary>
public interface IMirrorTarget : IAsyncDisposable
{
    /// <summary>Hears of each file whose bytes have arrived; from several threads.</summary>
    Action<SentFile>? Sent { get; set; }

    /// <summary>The file's bytes; null where there is none.</summary>
    Task<byte[]?> ReadAsync(string path, int most, CancellationToken cancel);

    /// <summary>Brings the bytes over without changing what readers see, where the far side can do that; else does nothing.</summary>
    /// <param name="files">Which.</param>
    /// <param name="isResumed">A push before was broken off: what it brought over already is not sent again.</param>
    /// <param name="cancel">Ends it.</param>
    Task StageAsync(IReadOnlyList<SentFile> files, bool isResumed, CancellationToken cancel);

    /// <summary>Puts files that were staged where readers see them.</summary>
    Task PlaceAsync(IReadOnlyList<SentFile> files, bool isResumed, CancellationToken cancel);

    /// <summary>Takes files away, folders that are empty by that, and what broken pushes left at the side.</summary>
    Task RemoveAsync(IReadOnlyList<string> paths, CancellationToken cancel);
}
