using Broadside.Mirror.Targets;

namespace Broadside.Mirror.Pushing;

/// <summary>How far a push has come. Counted from several threads.</summary>
public sealed class PushProgress(Action<PushProgress>? show = null)
{
    private int sentFiles;
    private long sentBytes;

    public int Files { get; private set; }

    public long Bytes { get; private set; }

    public int SentFiles => Volatile.Read(ref sentFiles);

    public long SentBytes => Volatile.Read(ref sentBytes);

    public int Removed { get; private set; }

    public void Plan(IReadOnlyCollection<SentFile> files) => (Files, Bytes, sentFiles, sentBytes) = (files.Count, files.Sum(f => f.Size), 0, 0);

    public void Note(SentFile file)
    {
        Interlocked.Increment(ref sentFiles);
        Interlocked.Add(ref sentBytes, file.Size);
        show?.Invoke(this);
    }

    public void NoteRemoved(int files) => Removed = files;
}
