using System.Text;
using Broadside.Themes;

namespace Broadside.Mail.Letters;

/// <summary>A short mail, written once and told twice: as text, and as HTML that every mail program shows.</summary>
/// <param name="words">Of the reader's language.</param>
/// <param name="outlet">Who writes.</param>
/// <param name="group">Where the letter's words stand among the theme's, as "letter".</param>
public sealed class LetterText(Words words, string outlet, string group = "letter")
{
    private const string Ink = "#1c1a17";

    private readonly List<(string Text, string? Link)> lines = [];

    public string Plain => string.Join("\n\n", lines.Select(l => l.Link is null ? l.Text : $"{l.Text}:\n{l.Link}")) + $"\n\n-- \n{outlet}\n";

    public string Of(string key, params ReadOnlySpan<(string Name, string Value)> values) => words.Text($"{group}.{key}", [("outlet", outlet), .. values]);

    public LetterText Say(string key, params ReadOnlySpan<(string Name, string Value)> values) => Add(Of(key, values));

    /// <summary>A sentence that somebody wrote.</summary>
    public LetterText Add(string text)
    {
        lines.Add((text, null));
        return this;
    }

    public LetterText Link(string key, string address, params ReadOnlySpan<(string Name, string Value)> values)
    {
        lines.Add((Of(key, values), address));
        return this;
    }

    public string Html(string title)
    {
        var html = new StringBuilder(2048)
            .Append($"<!doctype html>\n<html lang=\"{words.Language}\" dir=\"{words.Dir}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
            .Append(Themes.Html.Escape(title))
            .Append("</title>\n</head>\n<body style=\"margin:0;padding:24px 16px\">\n<div style=\"max-width:560px;margin:0 auto;font:17px/1.55 Georgia,serif\">\n")
            .Append($"<h1 style=\"margin:0 0 24px;font:700 22px/1.2 Georgia,serif\">{Themes.Html.Escape(outlet)}</h1>\n");
        foreach (var (text, link) in lines)
        {
            html.Append(link is null
                ? $"<p style=\"margin:0 0 16px\">{Themes.Html.Escape(text)}</p>\n"
                : $"<p style=\"margin:0 0 20px\"><a href=\"{Themes.Html.Escape(link)}\" style=\"display:inline-block;padding:12px 20px;background:{Ink};border:1px solid #8a857c;color:#ffffff;text-decoration:none;font:600 16px/1.3 Arial,sans-serif\">{Themes.Html.Escape(text)}</a></p>\n");
        }
        return html.Append("</div>\n</body>\n</html>\n").ToString();
    }
}
