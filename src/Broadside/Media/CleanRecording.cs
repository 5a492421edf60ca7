using Broadside.Kit;
using Broadside.Media.Recordings;

namespace Broadside.Media;

/// <summary>Judges a sound or film, finds its length, and takes out what it tells about where and by whom it was made. The recording itself stays bit for bit.</summary>
internal static class CleanRecording
{
    public static Outcome<CleanedFile> Run(string path, MediaType type)
    {
        try
        {
            return Clean(path, type) is { } cleaned ? cleaned : Damaged();
        }
        catch (EndOfStreamException)
        {
            return Damaged();
        }
    }

    private static CleanedFile? Clean(string path, MediaType type)
    {
        if (type == MediaType.Mp3)
        {
            return Mp3.Clean(path);
        }
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        return type switch
        {
            _ when type == MediaType.M4a || type == MediaType.Mp4 => IsoMedia.Clean(file),
            _ when type == MediaType.Ogg => Ogg.Clean(file),
            _ when type == MediaType.Flac => Flac.Clean(file),
            _ when type == MediaType.Wav => Wav.Clean(file),
            _ when type == MediaType.Webm => Webm.Clean(file),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type.Name, "No recording."),
        };
    }

    private static Refusal Damaged() => new("media.damaged", "The recording is damaged or cut short and cannot be read. Send it again from the original.", "file");
}
