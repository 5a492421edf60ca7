using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Broadside.Themes.DeskFrame;

/// <summary>
/// <c>&lt;field name="Email" text="join.email" /&gt;</c>: label, control, hint and error, the same everywhere. The label is
/// the word of that key, the hint that of <c>KEY_hint</c> where there is one, the error what the page found at that name.
/// Attributes that it does not know go to the control.
/// </summary>
[HtmlTargetElement("field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper(DeskWords words) : TagHelper
{
    public required string Name { get; set; }

    public required string Text { get; set; }

    /// <summary>That of an input; or "area", "choice" (needs <see cref="Choices"/>), "tick".</summary>
    public string Type { get; set; } = "text";

    public string? Value { get; set; }

    public bool Required { get; set; }

    public IEnumerable<KeyValuePair<string, string>>? Choices { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        words.Contextualize(ViewContext);
        var id = "f-" + Name.ToLowerInvariant();
        var error = ViewContext.ModelState.TryGetValue(Name, out var state) && state.Errors.Count > 0 ? state.Errors[0].ErrorMessage : null;
        var hint = words.Has(Text + "_hint") ? words[Text + "_hint"] : null;
        var control = Control(id);
        foreach (var attribute in output.Attributes.ToList())
        {
            control.Attributes[attribute.Name] = attribute.Value?.ToString() ?? "";
        }
        var described = string.Join(' ', new[] { hint is null ? null : id + "-hint", error is null ? null : id + "-error" }.OfType<string>());
        if (described.Length > 0)
        {
            control.Attributes["aria-describedby"] = described;
        }
        if (error is not null)
        {
            control.Attributes["aria-invalid"] = "true";
        }
        output.Attributes.Clear();
        (output.TagName, output.TagMode) = ("div", TagMode.StartTagAndEndTag);
        output.Attributes.SetAttribute("class", Type == "tick" ? "field tick" : "field");
        var label = new TagBuilder("label") { Attributes = { ["for"] = id } };
        label.InnerHtml.Append(words[Text]);
        output.Content.AppendHtml(Type == "tick" ? control : label).AppendHtml(Type == "tick" ? label : control);
        Say(output, "hint", id, hint);
        Say(output, "error", id, error);
    }

    private static void Say(TagHelperOutput output, string what, string id, string? text)
    {
        if (text is not null)
        {
            var line = new TagBuilder("p") { Attributes = { ["class"] = what, ["id"] = $"{id}-{what}" } };
            line.InnerHtml.Append(text);
            output.Content.AppendHtml(line);
        }
    }

    private TagBuilder Control(string id)
    {
        var control = new TagBuilder(Type switch { "area" => "textarea", "choice" => "select", _ => "input" });
        (control.Attributes["id"], control.Attributes["name"]) = (id, Name);
        if (Required)
        {
            control.Attributes["required"] = "";
        }
        switch (Type)
        {
            case "area":
                control.InnerHtml.Append(Value ?? "");
                break;
            case "choice":
                foreach (var (value, text) in Choices ?? [])
                {
                    control.InnerHtml.AppendHtml(Choice(value, text));
                }
                break;
            default:
                control.TagRenderMode = TagRenderMode.SelfClosing;
                control.Attributes["type"] = Type == "tick" ? "checkbox" : Type;
                SetValue(control);
                break;
        }
        return control;
    }

    private TagBuilder Choice(string value, string text)
    {
        var choice = new TagBuilder("option") { Attributes = { ["value"] = value } };
        if (value == Value)
        {
            choice.Attributes["selected"] = "";
        }
        choice.InnerHtml.Append(text);
        return choice;
    }

    private void SetValue(TagBuilder control)
    {
        if (Type == "tick")
        {
            control.Attributes["value"] = "true";
            if (Value == "true")
            {
                control.Attributes["checked"] = "";
            }
        }
        // A password never goes back to the browser.
        else if (Value is not null && Type != "password")
        {
            control.Attributes["value"] = Value;
        }
    }
}
