using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Broadside.Articles.Body.Reading;

/// <summary>What an element's attributes say that matters to us: whether readers see it, and how its text stands.</summary>
internal readonly partial record struct Look(bool Hidden, bool? Bold, bool? Italic, bool Strike, bool Super, bool Sub, string? Dir, string? Lang)
{
    public static Look Of(IElement element, ReadContext context)
    {
        var look = default(Look);
        foreach (var attribute in element.Attributes)
        {
            var name = attribute.Name;
            if (name.Length > 2 && name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
            {
                context.Note(ReadCode.Handler, $"<{element.LocalName}> carries {name}.", attribute.Value, null);
                continue;
            }
            look = name switch
            {
                "style" => look.Styled(attribute.Value),
                "hidden" => look with { Hidden = true },
                "dir" => look with { Dir = attribute.Value.ToLowerInvariant() is "rtl" or "ltr" ? attribute.Value.ToLowerInvariant() : null },
                "lang" => look with { Lang = LanguageTag().IsMatch(attribute.Value) ? attribute.Value : null },
                _ => look,
            };
        }
        return look;
    }

    private Look Styled(string style)
    {
        var look = this;
        var (small, cut, away) = (false, false, false);
        foreach (var part in style.Split(';', 200))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                continue;
            }
            var value = part[(colon + 1)..].Replace("!important", "", StringComparison.OrdinalIgnoreCase).Trim().ToLowerInvariant();
            switch (part[..colon].Trim().ToLowerInvariant())
            {
                case "display" when value == "none":
                case "visibility" when value is "hidden" or "collapse":
                case "opacity" when Number(value) is 0:
                case "font-size" when Number(value) is <= 1 && !value.EndsWith("em", StringComparison.Ordinal) && !value.EndsWith('%'):
                case "text-indent" when Number(value) is <= -500:
                case "clip" when ClipsAll().IsMatch(value):
                case "color" when value == "transparent":
                    look = look with { Hidden = true };
                    break;
                case "left" or "top" or "right" or "bottom" or "margin-left" or "margin-top" when Number(value) is <= -500:
                    away = true;
                    break;
                case "width" or "height" or "max-height" or "max-width" when Number(value) is <= 1 && !value.EndsWith("em", StringComparison.Ordinal):
                    small = true;
                    break;
                case "overflow" when value is "hidden" or "clip":
                    cut = true;
                    break;
                case "font-weight":
                    look = look with { Bold = value is "bold" or "bolder" || Number(value) is >= 600 };
                    break;
                case "font-style":
                    look = look with { Italic = value is "italic" or "oblique" };
                    break;
                case "text-decoration" or "text-decoration-line" when value.Contains("line-through", StringComparison.Ordinal):
                    look = look with { Strike = true };
                    break;
                case "vertical-align" when value is "super" or "sub":
                    look = look with { Super = value == "super", Sub = value == "sub" };
                    break;
                case "direction" when value is "rtl" or "ltr":
                    look = look with { Dir = value };
                    break;
            }
        }
        return away || (small && cut) ? look with { Hidden = true } : look;
    }

    private static double? Number(string value)
    {
        var length = 0;
        while (length < value.Length && (char.IsAsciiDigit(value[length]) || value[length] is '-' or '.'))
        {
            length++;
        }
        return double.TryParse(value.AsSpan(0, length), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
    private static partial Regex LanguageTag();

    [GeneratedRegex(@"^rect\(\s*(0|1px)(px)?[\s,]+(0|1px)(px)?[\s,]+(0|1px)(px)?[\s,]+(0|1px)(px)?\s*\)$")]
    private static partial Regex ClipsAll();
}
