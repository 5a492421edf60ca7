using System.Globalization;
using System.Text;
using Broadside.Articles.Body;

namespace Broadside.Articles.Markdown;

/// <summary>A picture's fields, as <see cref="MarkdownDirectives"/> reads them.</summary>
internal static class MarkdownFigure
{
    /// <param name="start">What each key begins with: nothing in a directive, "lead_" in the front matter.</param>
    public static void Write(StringBuilder to, Figure figure, Func<string, string> fileOf, string start) =>
        Write(to.Field(start.Length == 0 ? "file" : start.TrimEnd('_'), File(figure, fileOf)), figure, start);

    /// <summary>In a gallery each picture begins with its <c>file:</c>, empty where nobody knows it.</summary>
    public static void WriteOneOfMany(StringBuilder to, Figure figure, Func<string, string> fileOf)
    {
        to.Append("file: ").Append(File(figure, fileOf)).Append('\n');
        Write(to, figure, "");
    }

    private static void Write(StringBuilder to, Figure figure, string start) => to
        .Field(start + "media", figure.Media)
        .Field(start + "moving", figure.Moving)
        .Field(start + "alt", figure.Alt)
        .Field(start + "decorative", figure.Decorative ? "yes" : null)
        .Field(start + "caption", figure.Caption is { } caption ? MarkdownText.Write(new Inline(caption, figure.CaptionMarks), MarkdownPlace.OneLine) : null)
        .Field(start + "credit", figure.Credit)
        .Field(start + "credit_url", figure.CreditUrl)
        .Field(start + "width", figure.Width)
        .Field(start + "height", figure.Height)
        .Field(start + "focal", figure is { FocalX: { } x, FocalY: { } y } ? string.Create(CultureInfo.InvariantCulture, $"{x} {y}") : null)
        .Field(start + "size", figure.Size == FigureSize.Text ? null : figure.Size.ToString().ToLowerInvariant())
        .Field(start + "link", figure.Link);

    private static string? File(Figure figure, Func<string, string> fileOf) => figure.Media is null ? figure.Source : fileOf(figure.Media);
}
