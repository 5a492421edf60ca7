using System.Globalization;
using System.Text;
using Broadside.Themes;
using QRCoder;

namespace Broadside.Giving.Pay;

/// <summary>The picture of a payment code: SVG without style or script, dark on light in either scheme, its quiet edge within.</summary>
public static class PayCode
{
    // A Swiss code is 46 mm wide, and the cross in its middle 7 mm.
    private const double CodeWidth = 46;
    private const double CrossWidth = 7;
    private const int Quiet = 8;

    // Versions 7 to 13 have a mark in their middle that readers steer by, and the cross covers it: Debian's zbar reads none of them behind the
    // cross, and every one of version 14, which takes 361 bytes.
    private const int CrossVersion = 14;
    private const int CrossVersionBytes = 361;

    /// <param name="payload">Of <see cref="EpcQr"/>.</param>
    /// <param name="title">What it is, for who cannot see it.</param>
    public static string Epc(string payload, string title) => Svg(payload, title, false);

    /// <param name="payload">Of <see cref="SwissQr"/>.</param>
    /// <param name="title">What it is, for who cannot see it.</param>
    public static string Swiss(string payload, string title) => Svg(payload, title, true);

    private static string Svg(string payload, string title, bool hasCross)
    {
        using var generator = new QRCodeGenerator();
        // The codes' character set is UTF-8 by their own header; a reader is told so where it matters.
        var isAscii = payload.All(char.IsAscii);
        var version = hasCross && Encoding.UTF8.GetByteCount(payload) <= CrossVersionBytes ? CrossVersion : -1;
        using var code = generator.CreateQrCode(payload, QRCodeGenerator.ECCLevel.M, forceUtf8: !isAscii, utf8BOM: false, isAscii ? QRCodeGenerator.EciMode.Default : QRCodeGenerator.EciMode.Utf8, version);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                var from = x;
                while (x < rows[y].Length && rows[y][x])
                {
                    x++;
                }
                if (x > from)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
                }
            }
        }
        var size = rows.Count;
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" role=\"img\" aria-label=\"{Html.Escape(title)}\" shape-rendering=\"crispEdges\"><rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/>{(hasCross ? Cross(size) : "")}</svg>";
    }

    // White edge, black field, white cross, in the proportions of the standard's own picture.
    private static string Cross(int size)
    {
        var unit = (size - Quiet) / CodeWidth * CrossWidth / 7;
        var corner = (size / 2.0) - (3.5 * unit);
        return string.Create(CultureInfo.InvariantCulture, $"<g transform=\"translate({corner:0.###} {corner:0.###}) scale({unit:0.###})\" shape-rendering=\"auto\"><path d=\"M0 0h7v7H0z\" fill=\"#fff\"/><path d=\"M.5 .5h6v6h-6z\" fill=\"#000\"/><path d=\"M2.9 1.5h1.2v1.4h1.4v1.2H4.1v1.4H2.9V4.1H1.5V2.9h1.4z\" fill=\"#fff\"/></g>");
    }
}
