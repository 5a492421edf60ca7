namespace Broadside.Digest.Body;

/// <summary>The text of a digest for one language and choice of topics, in the bytes that are sent, with holes of one size for each recipient's token.</summary>
/// <param name="Number">Within the digest.</param>
/// <param name="Language">Of its words.</param>
/// <param name="Subject">As it stands in the header, encoded.</param>
/// <param name="ContentType">Value of the header field.</param>
/// <param name="Bytes">Ends in CRLF; no line begins with a dot; the same in relaxed form.</param>
/// <param name="Holes">Where tokens go, in bytes from the start, rising.</param>
public sealed record FrozenBody(int Number, string Language, string Subject, string ContentType, byte[] Bytes, int[] Holes);
