using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Broadside.Record.Pages;

/// <summary>A block of the article with the cards that speak of it.</summary>
public sealed record RecordParagraph(string Block, string Text, IReadOnlyList<RecordCard> Cards)
{
    /// <summary>The text, with the words of every card marked; cards may overlap. Nothing is added to it, so that places in it can be counted.</summary>
    public IHtmlContent Marked()
    {
        var cards = Cards.Where(c => c.Start < c.End && c.End <= Text.Length && c.State != Suggesting.SuggestionState.Rejected).ToList();
        var cuts = cards.SelectMany(c => new[] { c.Start, c.End }).Append(0).Append(Text.Length).Distinct().Order().ToList();
        var html = new HtmlContentBuilder();
        for (var i = 0; i + 1 < cuts.Count; i++)
        {
            var (from, to) = (cuts[i], cuts[i + 1]);
            var here = cards.Where(c => c.Start <= from && c.End >= to).ToList();
            if (here.Count == 0)
            {
                html.Append(Text[from..to]);
                continue;
            }
            var mark = new TagBuilder("mark") { Attributes = { ["data-of"] = string.Join(' ', here.Select(c => c.Key)) } };
            mark.AddCssClass(here.Any(c => c.IsOpen) ? "open" : "kept");
            mark.InnerHtml.Append(Text[from..to]);
            html.AppendHtml(mark);
        }
        return html;
    }
}
