using Broadside.Media;

namespace Broadside.Articles.Export;

/// <summary>The library's files as an export names them: <c>{sha256}.{extension}</c>, as in their addresses.</summary>
public sealed class ExportedMedia
{
    private readonly Dictionary<string, (int Number, MediaFile File)> bySha;

    public ExportedMedia(IEnumerable<MediaFile> files)
    {
        Files = [.. files];
        bySha = Files.Select((file, i) => (Number: i + 1, File: file)).ToDictionary(f => f.File.Sha256, StringComparer.Ordinal);
    }

    public IReadOnlyList<MediaFile> Files { get; }

    /// <summary>Counts from 1; null for a file that the library does not know.</summary>
    public int? NumberOf(string sha256) => bySha.TryGetValue(sha256, out var found) ? found.Number : null;

    public string NameOf(string sha256) => NameOf(sha256, bySha.TryGetValue(sha256, out var found) ? found.File.MediaType : null);

    public static string NameOf(MediaFile file) => NameOf(file.Sha256, file.MediaType);

    private static string NameOf(string sha256, string? mediaType) => $"{sha256}.{MediaAddress.Extension(mediaType)}";
}
