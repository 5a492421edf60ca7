using System.Xml;
using System.Xml.Linq;

namespace Broadside.Media;

/// <summary>The words of an XMP packet (ISO 16684-1) that a newsroom wants; nothing where it is no XML.</summary>
internal static class XmpWords
{
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Photoshop = "http://ns.adobe.com/photoshop/1.0/";
    private static readonly XNamespace Iptc = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";

    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 1 << 20 };

    public static FileWords Read(byte[] packet)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(packet), Strict);
            var all = XElement.Load(reader);
            return new FileWords
            {
                Title = Value(all, Dc + "title") ?? Value(all, Photoshop + "Headline"),
                Credit = Value(all, Photoshop + "Credit") ?? Value(all, Dc + "creator") ?? Value(all, Dc + "rights"),
                Alt = Value(all, Iptc + "AltTextAccessibility"),
                Caption = Value(all, Dc + "description"),
            };
        }
        catch (XmlException)
        {
            return new FileWords();
        }
    }

    // A property stands as an attribute or as an element; in an element the first item of a list is meant.
    private static string? Value(XElement all, XName name)
    {
        var element = all.DescendantsAndSelf(name).FirstOrDefault();
        var text = element is null
            ? all.DescendantsAndSelf().Attributes(name).FirstOrDefault()?.Value
            : (element.Descendants().FirstOrDefault(e => !e.HasElements && e.Value.Trim().Length > 0) ?? element).Value;
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
