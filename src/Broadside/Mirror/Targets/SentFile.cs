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

/// <summary>While it was sent, the newsroom's edition became a newer one.</summary>
#pragma warning disable CA1710, CA1032 // no fault: the push begins anew with the newer edition
public sealed class EditionMoved() : Exception("The edition was renewed while it was sent.");
#pragma warning restore CA1710, CA1032
