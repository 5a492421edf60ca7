using System.Buffers.Binary;

namespace Broadside.Media.Documents;

/// <summary>A JPEG inside a PDF: what its camera and its programs wrote (EXIF with the place, XMP, IPTC, comments) is blanked where it stands.</summary>
internal static class PdfPhoto
{
    public static void Blank(Span<byte> photo)
    {
        for (var at = 2; at + 4 <= photo.Length && photo[at] == 0xFF;)
        {
            var marker = photo[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            // The compressed data begin: nothing that tells comes after.
            if (marker is 0xDA or 0xD9)
            {
                return;
            }
            var end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(photo[(at + 2)..]);
            if (marker is 0xE1 or 0xED or 0xFE && end > at + 4)
            {
                photo[(at + 4)..Math.Min(end, photo.Length)].Clear();
            }
            at = Math.Max(end, at + 4);
        }
    }
}
