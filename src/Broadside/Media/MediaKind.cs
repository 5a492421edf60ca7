namespace Broadside.Media;

/// <summary>What a reader does with a file: look, listen, watch, download.</summary>
public enum MediaKind
{
    Picture,
    Audio,
    Video,
    Document,
}
