using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Broadside.Articles.Body;
using Broadside.Articles.Body.Reading;

namespace Broadside.Articles.Paste;

/// <summary>
/// Brings the HTML that office programs put on the clipboard into plain HTML that says the same: Word's lists are paragraphs
/// with a sign, its footnotes links into a list of their own, tracked changes and comments lie between the words.
/// </summary>
internal static partial class OfficeClipboard
{
    /// <summary>Deleted words of a tracked change.</summary>
    public const string Tracked = "tracked";

    public const string Comment = "comment";

    // The page knows no picture of this name: it says that one was lost, and leaves its place open for the file.
    private const string Lost = "https://pasted.invalid/lost";

    private const string Deleted = "del, [class~='msoDel'], [class*='TrackChangeDelete'], [class*='TrackedDeletion']";

    /// <param name="Html">Plain HTML.</param>
    /// <param name="Left">What was left out, one code for each thing.</param>
    public sealed record Cleaned(string Html, IReadOnlyList<string> Left);

    public static Cleaned Clean(string html)
    {
        var isOffice = Office().IsMatch(html);
        if (!isOffice && !html.Contains("<img", StringComparison.OrdinalIgnoreCase))
        {
            return new Cleaned(html, []);
        }
        var document = new HtmlParser(new HtmlParserOptions { MaximumDepth = 320 }).ParseDocument("<body>" + NestingGuard.Flatten(Fragment(html), out _));
        if (document.Body is not { } body)
        {
            return new Cleaned(html, []);
        }
        var left = new List<string>();
        if (isOffice)
        {
            Residue(body, left);
            Headings(body);
            Notes(body);
            OfficeLists.Read(body);
            Languages(body);
        }
        Pictures(body, left);
        return new Cleaned(body.InnerHtml, left);
    }

    // The clipboard of Windows says between which comments the copied part lies.
    private static string Fragment(string html) => Copied().Match(html) is { Success: true } match ? match.Groups[1].Value : html;

    private static void Residue(IElement body, List<string> left)
    {
        foreach (var deleted in body.QuerySelectorAll(Deleted).Where(e => e.TextContent.Trim().Length > 0 || e.QuerySelector("img") is not null).ToList())
        {
            left.Add(Tracked);
            deleted.Remove();
        }
        foreach (var comment in body.QuerySelectorAll("[style]").Where(e => Styled(e, CommentList())).ToList())
        {
            left.AddRange(comment.QuerySelectorAll("[style]").Where(e => Styled(e, OneComment())).Select(_ => Comment).DefaultIfEmpty(Comment));
            comment.Remove();
        }
        foreach (var sign in body.QuerySelectorAll("[class~='MsoCommentReference'], [class*='CommentStart'], [class*='CommentHighlightRest'] > [class*='Comment']").ToList())
        {
            sign.Remove();
        }
    }

    private static void Headings(IElement body)
    {
        foreach (var title in body.QuerySelectorAll("p[class~='MsoTitle']").ToList())
        {
            Rename(title, "h2");
        }
        foreach (var quote in body.QuerySelectorAll("p[class~='MsoQuote'], p[class~='MsoIntenseQuote']").ToList())
        {
            Rename(quote, "blockquote");
        }
    }

    // A saved document names itself before the fragment: its notes are in the same text all the same.
    private static void Notes(IElement body)
    {
        foreach (var link in body.QuerySelectorAll("a[href*='#_ftn'], a[href*='#_edn']").ToList())
        {
            var href = link.GetAttribute("href")!;
            link.SetAttribute("href", href[href.IndexOf('#', StringComparison.Ordinal)..]);
        }
    }

    // The proofing language of each run, which nobody chose.
    private static void Languages(IElement body)
    {
        foreach (var element in body.QuerySelectorAll("[lang]").ToList())
        {
            element.RemoveAttribute("lang");
        }
    }

    private static void Pictures(IElement body, List<string> left)
    {
        foreach (var picture in body.QuerySelectorAll("img").ToList())
        {
            var source = picture.GetAttribute("src") ?? "";
            if (source.Length == 0 && picture.HasAttribute("v:shapes"))
            {
                left.Add(ReadCode.NoBlock);
                picture.Remove();
            }
            else if (Unreachable().IsMatch(source))
            {
                picture.SetAttribute("src", Lost);
            }
        }
    }

    internal static void Rename(IElement element, string name)
    {
        var renamed = element.Owner!.CreateElement(name);
        while (element.FirstChild is { } child)
        {
            renamed.AppendChild(child);
        }
        element.Replace(renamed);
    }

    internal static bool Styled(IElement element, Regex says) => element.GetAttribute("style") is { } style && says.IsMatch(style);

    [GeneratedRegex("urn:schemas-microsoft-com|class=[\"']?Mso|mso-|SCXW|SCXO|data-contrast|content=[\"']?(?:Word|Excel|PowerPoint)\\.", RegexOptions.IgnoreCase)]
    private static partial Regex Office();

    [GeneratedRegex("<!--\\s*StartFragment\\s*-->([\\s\\S]*)<!--\\s*EndFragment\\s*-->", RegexOptions.IgnoreCase)]
    private static partial Regex Copied();

    [GeneratedRegex(@"mso-element:\s*comment-list")]
    private static partial Regex CommentList();

    [GeneratedRegex(@"mso-element:\s*comment(?!-list)")]
    private static partial Regex OneComment();

    [GeneratedRegex("^\\s*(?:file:|blob:|webkit-fake-url:|cid:|about:|[a-z]:\\\\|\\\\\\\\)", RegexOptions.IgnoreCase)]
    private static partial Regex Unreachable();
}
