using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Broadside.Themes.DeskFrame;

/// <summary><c>&lt;at time="…" /&gt;</c>: "3 hours ago", and the exact time when pointed at; after a week the date.</summary>
[HtmlTargetElement("at", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class AtTagHelper(DeskWords words, TimeProvider time) : TagHelper
{
    public required DateTimeOffset Time { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        words.Contextualize(ViewContext);
        var when = words.When(Time);
        (output.TagName, output.TagMode) = ("time", TagMode.StartTagAndEndTag);
        output.Attributes.SetAttribute("datetime", when.Iso);
        output.Attributes.SetAttribute("title", when.Full);
        output.Content.SetContent(Text(when));
    }

    private string Text(When when)
    {
        var (ago, isPast) = (time.GetUtcNow() - Time, Time <= time.GetUtcNow());
        ago = ago.Duration();
        return (ago.TotalMinutes, isPast) switch
        {
            ( < 1, _) => words["time.now"],
            ( < 60, true) => words.Count("time.minutes_ago", (long)ago.TotalMinutes),
            ( < 60 * 24, true) => words.Count("time.hours_ago", (long)ago.TotalHours),
            ( < 60 * 24 * 7, true) => words.Count("time.days_ago", (long)ago.TotalDays),
            ( < 60 * 24 * 7, false) => when.Full,
            _ => when.Text,
        };
    }
}
