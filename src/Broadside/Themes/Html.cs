using System.Buffers;
using System.Text;

namespace Broadside.Themes;

/// <summary>Text that is HTML already. A plain string is escaped on its way into a page; this is not.</summary>
public readonly record struct Html(string Value)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    public bool IsEmpty => string.IsNullOrEmpty(Value);

    /// <summary>Safe between tags and in a quoted attribute.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0)
        {
            return text;
        }
        var escaped = new StringBuilder(text.Length + 32);
        Append(escaped, text);
        return escaped.ToString();
    }

    public static StringBuilder Append(StringBuilder target, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is var at and >= 0)
        {
            target.Append(text[..at]).Append(text[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ => "&#39;" });
            text = text[(at + 1)..];
        }
        return target.Append(text);
    }

    public override string ToString() => Value ?? "";
}
