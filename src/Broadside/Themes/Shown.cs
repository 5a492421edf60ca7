using System.Collections;
using DotLiquid;

namespace Broadside.Themes;

/// <summary>
/// The boundary between the program and a theme: wraps one record and lets out what <see cref="ShownType"/> lists.
/// Text is escaped here, so that no theme can forget to; empty text and empty lists are nothing, so that <c>if</c> says no.
/// </summary>
internal sealed class Shown(object record) : IIndexable, ILiquidizable
{
    private readonly ShownType type = ShownType.Of(record.GetType());

    public object? this[object key] => key is string name && type.Members.TryGetValue(name, out var member) ? Let(member.Read(record)) : null;

    public bool ContainsKey(object key) => key is string name && type.Members.ContainsKey(name);

    public object ToLiquid() => this;

    private static object? Let(object? value) => value switch
    {
        null or "" => null,
        string text => Html.Escape(text),
        Html html => html.IsEmpty ? null : html.Value,
        bool or int => value,
        IList { Count: 0 } => null,
        IEnumerable items => LetAll(items),
        _ => new Shown(value),
    };

    private static List<object?> LetAll(IEnumerable items)
    {
        var all = new List<object?>(items is ICollection sized ? sized.Count : 8);
        foreach (var item in items)
        {
            all.Add(Let(item));
        }
        return all;
    }
}
