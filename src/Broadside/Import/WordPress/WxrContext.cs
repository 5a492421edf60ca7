using System.Text;
using System.Xml;

namespace Broadside.Import.WordPress;

/// <summary>
/// Parses pieces of one export as if they stood in it: with the namespaces that its root and channel declare, no DTD, no
/// entity of the file's own, and nothing fetched.
/// </summary>
internal sealed class WxrContext(IReadOnlyDictionary<string, string> namespaces)
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        ConformanceLevel = ConformanceLevel.Fragment,
        // References to forbidden characters (&#x8;) are let through here and left out of the value.
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public static WxrContext Plain { get; } = new(new Dictionary<string, string>());

    public XmlReader Read(string xml)
    {
        var names = new NameTable();
        var manager = new XmlNamespaceManager(names);
        foreach (var (prefix, space) in namespaces)
        {
            manager.AddNamespace(prefix, space);
        }
        return XmlReader.Create(new StringReader(xml), Settings, new XmlParserContext(names, manager, null, XmlSpace.Default));
    }

    /// <summary>
    /// The text of the element that the reader stands on, all its CDATA and text parts together; the text of elements inside
    /// counts, their tags do not. The reader stands behind the end tag afterwards.
    /// </summary>
    public static string Text(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return "";
        }
        var depth = reader.Depth;
        string? one = null;
        StringBuilder? more = null;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace))
            {
                continue;
            }
            if (one is null)
            {
                one = reader.Value;
            }
            else
            {
                more ??= new StringBuilder(one);
                more.Append(reader.Value);
            }
        }
        reader.Read();
        return Clean(more?.ToString() ?? one ?? "");
    }

    /// <summary>Passes over the element that the reader stands on.</summary>
    public static void Skip(XmlReader reader) => reader.Skip();

    private static string Clean(string text)
    {
        foreach (var letter in text)
        {
            if (letter is < ' ' and not ('\n' or '\t' or '\r') or >= '\uD800' and <= '\uDFFF' or >= '\uFFFE')
            {
                return Slowly(text);
            }
        }
        return text;
    }

    private static string Slowly(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= ' ' or '\n' or '\t' or '\r' && rune.Value is not (0xFFFE or 0xFFFF))
            {
                clean.Append(rune);
            }
        }
        return clean.ToString();
    }
}
