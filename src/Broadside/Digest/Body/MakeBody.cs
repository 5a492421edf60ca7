using System.Globalization;
using System.Text;

namespace Broadside.Digest.Body;

/// <summary>Freezes a text and an HTML document into the bytes of one message body, with the places of its holes.</summary>
public static class MakeBody
{
    /// <param name="number">Within the digest.</param>
    /// <param name="digest">Its number: the boundary is made of both, so that the same digest makes the same bytes.</param>
    /// <param name="language">Of the words.</param>
    /// <param name="subject">As people read it.</param>
    /// <param name="text">The whole in plain text; <see cref="QuotedPrintable.Hole"/> where a token goes.</param>
    /// <param name="html">The whole in HTML, likewise.</param>
    public static FrozenBody Run(int number, long digest, string language, string subject, string text, string html)
    {
        var boundary = string.Create(CultureInfo.InvariantCulture, $"broadside-{digest}-{number}");
        var bytes = new MemoryStream((text.Length + html.Length) * 2);
        var holes = new List<int>();
        Part(bytes, holes, boundary, "text/plain", text);
        Part(bytes, holes, boundary, "text/html", html);
        bytes.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        return new FrozenBody(number, language, MessageWriter.Encoded(subject), $"multipart/alternative; boundary=\"{boundary}\"", bytes.ToArray(), [.. holes]);
    }

    private static void Part(MemoryStream bytes, List<int> holes, string boundary, string type, string text)
    {
        bytes.Write(Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"));
        var encoded = new QuotedPrintable(bytes, holes);
        encoded.Write(text.TrimEnd('\n') + "\n");
        encoded.End();
        // Belongs to the boundary, so that the text ends as it should.
        bytes.Write("\r\n"u8);
    }
}
