namespace Broadside.Mirror.Editions;

/// <summary>A file of an edition.</summary>
/// <param name="Name">From the edition's root, as <c>a/b/index.html</c>.</param>
/// <param name="Sha256">Of its bytes; lower-case hexadecimal.</param>
/// <param name="Size">In bytes.</param>
public sealed record EditionFile(string Name, string Sha256, long Size);
