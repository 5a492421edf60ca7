namespace Broadside.Media;

/// <summary>A kind of file that the library holds: its media type, the extension in its address, and what it is for.</summary>
public sealed record MediaType(string Name, string Extension, MediaKind Kind)
{
    public static readonly MediaType Jpeg = new("image/jpeg", "jpg", MediaKind.Picture);
    public static readonly MediaType Png = new("image/png", "png", MediaKind.Picture);
    public static readonly MediaType Gif = new("image/gif", "gif", MediaKind.Picture);
    public static readonly MediaType Webp = new("image/webp", "webp", MediaKind.Picture);
    public static readonly MediaType Avif = new("image/avif", "avif", MediaKind.Picture);
    public static readonly MediaType Mp3 = new("audio/mpeg", "mp3", MediaKind.Audio);
    public static readonly MediaType M4a = new("audio/mp4", "m4a", MediaKind.Audio);
    public static readonly MediaType Ogg = new("audio/ogg", "ogg", MediaKind.Audio);
    public static readonly MediaType Flac = new("audio/flac", "flac", MediaKind.Audio);
    public static readonly MediaType Wav = new("audio/wav", "wav", MediaKind.Audio);
    public static readonly MediaType Mp4 = new("video/mp4", "mp4", MediaKind.Video);
    public static readonly MediaType Webm = new("video/webm", "webm", MediaKind.Video);
    public static readonly MediaType Pdf = new("application/pdf", "pdf", MediaKind.Document);

    public static IReadOnlyList<MediaType> All { get; } = [Jpeg, Png, Gif, Webp, Avif, Mp3, M4a, Ogg, Flac, Wav, Mp4, Webm, Pdf];

    /// <param name="name">As <c>image/jpeg</c>.</param>
    public static MediaType? Named(string? name) => All.FirstOrDefault(t => t.Name == name);

    public static MediaType? WithExtension(string extension) => All.FirstOrDefault(t => t.Extension == extension);
}
