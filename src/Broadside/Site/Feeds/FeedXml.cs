using System.Text;
using System.Xml;

namespace Broadside.Site.Feeds;

/// <summary>An XML document in UTF-8 out of what may be any text.</summary>
internal sealed class FeedXml : IDisposable
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = " ", NewLineChars = "\n" };

    private readonly MemoryStream stream = new(65_536);
    private readonly XmlWriter writer;
    private readonly string? space;
    private readonly Dictionary<string, string?> spaces = new(StringComparer.Ordinal) { ["xml"] = null };

    public FeedXml(string root, string? space = null, params ReadOnlySpan<(string Prefix, string Space)> prefixes)
    {
        this.space = space;
        writer = XmlWriter.Create(stream, Settings);
        writer.WriteStartDocument();
        writer.WriteStartElement(root, space);
        foreach (var (prefix, uri) in prefixes)
        {
            spaces[prefix] = uri;
            writer.WriteAttributeString("xmlns", prefix, null, uri);
        }
    }

    public FeedXml Attribute(string name, string value)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            writer.WriteAttributeString(name[..colon], name[(colon + 1)..], spaces[name[..colon]], FeedText.Clean(value));
        }
        else
        {
            writer.WriteAttributeString(name, FeedText.Clean(value));
        }
        return this;
    }

    public FeedXml Open(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            writer.WriteStartElement(name[..colon], name[(colon + 1)..], spaces[name[..colon]]);
        }
        else
        {
            writer.WriteStartElement(name, space);
        }
        return this;
    }

    public FeedXml Close()
    {
        writer.WriteEndElement();
        return this;
    }

    /// <summary>An element with text and attributes; nothing when the text is null.</summary>
    public FeedXml Element(string name, string? text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        if (text is null)
        {
            return this;
        }
        Open(name);
        foreach (var (attribute, value) in attributes)
        {
            Attribute(attribute, value);
        }
        if (text.Length > 0)
        {
            writer.WriteString(FeedText.Clean(text));
        }
        return Close();
    }

    public byte[] End()
    {
        writer.WriteEndDocument();
        writer.Flush();
        return stream.ToArray();
    }

    public void Dispose()
    {
        writer.Dispose();
        stream.Dispose();
    }
}
