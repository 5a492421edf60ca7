using System.Collections;
using Broadside.Kit;
using Fluid;
using Fluid.Values;

namespace Broadside.Themes;

/// <summary>
/// The boundary between the program and a theme: wraps one record and lets out what <see cref="ShownType"/> lists.
/// Text is escaped here, so that no theme can forget to; empty text and empty lists are nothing, so that <c>if</c> says no.
/// </summary>
internal sealed class Shown(object record) : FluidValue
{
    private readonly ShownType type = ShownType.Of(record.GetType());
    private readonly Dictionary<string, FluidValue> read = new(StringComparer.Ordinal);

    public override FluidValues Type => FluidValues.Object;

    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => new(Read(name));

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => new(Read(index.ToStringValue()));

    public override bool Equals(FluidValue? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => record.GetHashCode();

    public override bool ToBooleanValue() => true;

    public override decimal ToNumberValue() => 0;

    public override string ToStringValue() => "";

    // Not the record: what leaves here stays within the boundary.
    public override object ToObjectValue() => this;

    private FluidValue Read(string name)
    {
        if (!type.Members.TryGetValue(name, out var member))
        {
            return NilValue.Instance;
        }
        return read.TryGetValue(name, out var value) ? value : read[name] = Let(member.Read(record));
    }

    private static FluidValue Let(object? value) => value switch
    {
        null or "" => NilValue.Instance,
        string text => new StringValue(Defence.IsOn("theme-escape") ? Html.Escape(text) : text, encode: false),
        Html html => html.IsEmpty ? NilValue.Instance : new StringValue(html.Value, encode: false),
        bool truth => BooleanValue.Create(truth),
        int number => NumberValue.Create(number),
        IList { Count: 0 } => NilValue.Instance,
        IEnumerable items => new ArrayValue(LetAll(items)),
        _ => new Shown(value),
    };

    private static List<FluidValue> LetAll(IEnumerable items)
    {
        var all = new List<FluidValue>(items is ICollection sized ? sized.Count : 8);
        foreach (var item in items)
        {
            all.Add(Let(item));
        }
        return all;
    }
}
