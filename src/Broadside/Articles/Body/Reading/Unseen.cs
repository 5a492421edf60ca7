using AngleSharp.Dom;
using Broadside.Kit;

namespace Broadside.Articles.Body.Reading;

/// <summary>What readers never see: hidden elements, scripts, forms' fields. Left out and named.</summary>
internal static class Unseen
{
    /// <summary>True when the element is hidden; its words and links are then reported.</summary>
    public static bool Leaves(IElement element, Look look, ReadContext context)
    {
        if (!look.Hidden || element.LocalName == "body" || !Defence.IsOn("hidden-links"))
        {
            return false;
        }
        var text = Words(element);
        var links = 0;
        foreach (var link in element.QuerySelectorAll("a[href]").Append(element).Where(e => e.LocalName == "a" && e.HasAttribute("href")).Distinct())
        {
            var host = WebAddress.HostOf(WebAddress.Clean(link.GetAttribute("href"), context.Options.BaseUrl, context.Options.OwnHosts));
            if (host is not null)
            {
                links++;
                context.Note(ReadCode.HiddenLink, $"A link inside a hidden <{element.LocalName}> was left out.", Words(link), host);
            }
        }
        if (links == 0 && text.Length > 0)
        {
            context.Note(ReadCode.HiddenText, $"Words inside a hidden <{element.LocalName}> were left out.", text);
        }
        Inspect(element, context);
        return true;
    }

    /// <summary>Reports an element that is left out with all that it holds.</summary>
    public static void Drop(IElement element, ReadContext context)
    {
        var text = Words(element);
        switch (element.LocalName)
        {
            case "script":
                Script(element, context);
                break;
            case "style":
                context.Note(ReadCode.Style, "A style sheet inside the text was left out.", text);
                break;
            case "frame" or "frameset" or "applet" or "portal" or "fencedframe":
                var source = element.GetAttribute("src") ?? element.GetAttribute("code");
                context.Note(ReadCode.Frame, $"<{element.LocalName}> was left out.", source, WebAddress.HostOf(context.Source(source)));
                break;
            case "link" or "meta" or "base":
                var outside = context.Source(element.GetAttribute("href"));
                context.Note(ReadCode.Style, $"<{element.LocalName}> inside the text was left out.", element.GetAttribute("content") ?? outside, WebAddress.HostOf(outside));
                break;
            case "input" or "select" or "textarea" or "button":
                context.Note(ReadCode.Form, $"A form's <{element.LocalName}> was left out.", text.Length > 0 ? text : element.GetAttribute("placeholder") ?? element.GetAttribute("value"));
                break;
            case "wbr" or "rp" or "param" or "source" or "track" or "head" or "title":
                break;
            default:
                context.Note(ReadCode.NoBlock, $"<{element.LocalName}> has no block and was left out.", text);
                break;
        }
        Inspect(element, context);
    }

    /// <summary>Names handlers and scripts inside something that is left out whole.</summary>
    public static void Inspect(IElement element, ReadContext context)
    {
        foreach (var inner in element.QuerySelectorAll("*"))
        {
            _ = Look.Of(inner, context);
            if (inner.LocalName == "script")
            {
                Script(inner, context);
            }
            else if (inner.LocalName is "iframe" or "object" or "embed")
            {
                var source = inner.GetAttribute("src") ?? inner.GetAttribute("data");
                context.Note(ReadCode.Frame, $"<{inner.LocalName}> inside <{element.LocalName}> was left out.", source, WebAddress.HostOf(context.Source(source)));
            }
        }
    }

    private static void Script(IElement element, ReadContext context)
    {
        var source = element.GetAttribute("src") ?? element.GetAttribute("href") ?? element.GetAttribute("xlink:href");
        var text = element.TextContent;
        context.Note(ReadCode.Script, "A script was left out.", source ?? text.Trim(), WebAddress.HostOf(context.Source(source)));
        if (EncodedText.Sign(text) is { } sign)
        {
            context.Note(ReadCode.Encoded, $"A script holds {sign}.", text.Trim());
        }
    }

    private static string Words(IElement element)
    {
        var line = new InlineText();
        line.Append(element.TextContent);
        return line.Take().Text;
    }
}
