using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Kit;

namespace Broadside.Import.Pages;

/// <summary>Makes one page, HTML or plain text, into an article's parts; says why where there is none in it.</summary>
internal static class ReadPage
{
    private const int LeastWords = 5;

    /// <param name="text">The page, decoded.</param>
    /// <param name="name">File name or address, for the refusal.</param>
    /// <param name="address">Where it was fetched.</param>
    /// <param name="options">How its body is read.</param>
    public static Outcome<PageParts> Read(string text, string name, Uri? address, HtmlReaderOptions options)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, 2000)).TrimStart("\ufeff \t\r\n");
        if (start.Length == 0 && string.IsNullOrWhiteSpace(text))
        {
            return new Refusal("empty", $"{name} is empty.");
        }
        if (IsBinary(start))
        {
            return new Refusal("not_a_page", $"{name} is neither a web page nor plain text.");
        }
        if (start.StartsWith("<?xml") || start.StartsWith("<rss"))
        {
            if (!start.Contains("<html", StringComparison.OrdinalIgnoreCase))
            {
                return new Refusal("not_a_page", $"{name} is XML and no web page; a WordPress export goes through `import wordpress`.");
            }
        }
        var html = LooksLikeHtml(text);
        var parts = html ? HtmlPage.Read(text, address, options) : TextCapture.Read(text, options.NewId);
        if (parts is null || Words(parts) < LeastWords)
        {
            return new Refusal("no_article", $"{name}: no article was found in it.");
        }
        return PageFinish.Finish(parts, address is null ? WebAddress.HostOf(parts.Address) : WebAddress.HostOf(address.AbsoluteUri));
    }

    private static int Words(PageParts parts) =>
        parts.Blocks.SelectMany(ContentWalk.Texts).Select(t => t.Text).Append(parts.Standfirst ?? "").Sum(t => t.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);

    private static bool LooksLikeHtml(string text)
    {
        foreach (var tag in (string[])["<html", "<!doctype html", "<body", "<article", "<p>", "<p ", "<div", "<h1"])
        {
            if (text.Contains(tag, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsBinary(ReadOnlySpan<char> start)
    {
        var odd = 0;
        foreach (var c in start)
        {
            odd += c == '\0' || c == '\ufffd' || (char.IsControl(c) && !char.IsWhiteSpace(c)) ? 1 : 0;
        }
        return odd * 20 > start.Length;
    }
}
