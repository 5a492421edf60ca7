using System.Text.RegularExpressions;

namespace Broadside.Themes;

/// <summary>
/// Walks a page's Liquid in the order in which it is written and looks each name up in the records that the page will be
/// given, so that a misspelt one is found without rendering every branch.
/// </summary>
internal sealed partial class ThemeMembers
{
    private readonly Stack<Dictionary<string, ShownMember>> scopes = new();
    private readonly List<string> unknown = [];

    private ThemeMembers(Type view)
    {
        scopes.Push(new Dictionary<string, ShownMember>(StringComparer.Ordinal)
        {
            ["head"] = Plain(typeof(Html)),
            ["frame"] = Plain(typeof(PageFrame)),
            ["view"] = Plain(view),
        });
    }

    /// <param name="text">With included files in place.</param>
    /// <param name="view">The type of <c>view</c>.</param>
    /// <returns>Each unknown name once, in the order of their finding.</returns>
    public static IReadOnlyList<string> Unknown(string text, Type view)
    {
        var members = new ThemeMembers(view);
        foreach (Match mark in ThemeSyntax.Mark().Matches(text))
        {
            members.Take(mark.Groups[1].Value, mark.Value.Trim('{', '}', '%', '-', ' ', '\n'));
        }
        return [.. members.unknown.Distinct()];
    }

    private static ShownMember Plain(Type type) => new(type, false, _ => null);

    private void Take(string tag, string inside)
    {
        switch (tag)
        {
            case "for" when Loop().Match(inside) is { Success: true } loop:
                var list = Resolve(loop.Groups[2].Value);
                scopes.Push(new(StringComparer.Ordinal) { [loop.Groups[1].Value] = list is null ? Plain(typeof(object)) : list with { IsList = false } });
                break;
            case "endfor" when scopes.Count > 1:
                scopes.Pop();
                break;
            case "assign" when Assignment().Match(inside) is { Success: true } assignment:
                scopes.Peek()[assignment.Groups[1].Value] = Resolve(assignment.Groups[2].Value) ?? Plain(typeof(string));
                break;
            case "comment" or "endcomment" or "else" or "endif" or "endunless" or "endcase" or "break" or "continue":
                break;
            default:
                foreach (Match name in Names().Matches(Quoted().Replace(inside[tag.Length..], "''")))
                {
                    Resolve(name.Value);
                }
                break;
        }
    }

    private ShownMember? Resolve(string path)
    {
        if (path.Length == 0 || path[0] is '\'' or '"' || char.IsAsciiDigit(path[0]) || path is "and" or "or" or "contains" or "true" or "false" or "nil" or "null" or "blank" or "empty")
        {
            return null;
        }
        var parts = path.Split('.');
        if (parts[0] is "t" or "forloop")
        {
            return null;
        }
        if (scopes.FirstOrDefault(s => s.ContainsKey(parts[0])) is not { } scope)
        {
            unknown.Add(path);
            return null;
        }
        var found = scope[parts[0]];
        foreach (var part in parts.Skip(1))
        {
            if (found.Type == typeof(object))
            {
                return null;
            }
            if (found.IsList && part is "size" or "first" or "last")
            {
                found = part == "size" ? Plain(typeof(int)) : found with { IsList = false };
            }
            else if (ShownType.IsShown(found.Type) && ShownType.Of(found.Type).Members.TryGetValue(part, out var next))
            {
                found = next;
            }
            else
            {
                unknown.Add(path);
                return null;
            }
        }
        return found;
    }

    [GeneratedRegex(@"^for\s+(\w+)\s+in\s+([\w.]+)")]
    private static partial Regex Loop();

    [GeneratedRegex(@"^assign\s+(\w+)\s*=\s*(\S+)")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"[A-Za-z_][\w.]*")]
    private static partial Regex Names();

    [GeneratedRegex("'[^']*'|\"[^\"]*\"")]
    private static partial Regex Quoted();
}
