namespace Broadside.Mirror.Targets;

/// <summary>A file on its way to a mirror.</summary>
/// <param name="Root">The folder of this machine that it lies in.</param>
/// <param name="Path">From there and from the mirror's root alike, as <c>a/b/index.html</c>.</param>
/// <param name="Sha256">Of its bytes; lower-case hexadecimal.</param>
public sealed record SentFile(string Root, string Path, string Sha256)
{
    public string Source => System.IO.Path.Combine(Root, Path);

    public long Size => new FileInfo(Source) is { Exists: true } file ? file.Length : throw new EditionMoved();
}
