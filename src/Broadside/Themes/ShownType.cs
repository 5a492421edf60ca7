using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Broadside.Themes;

/// <summary>What a theme may read of one record type: member names in snake_case, each with a compiled getter.</summary>
internal sealed partial class ShownType
{
    private static readonly ConcurrentDictionary<Type, ShownType> Known = new();

    private ShownType(Type type)
    {
        if (!IsShown(type))
        {
            throw new InvalidOperationException($"{type.Name} is not marked [Shown]; themes cannot read it.");
        }
        Members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && Reach(p.PropertyType) is not null)
            .ToFrozenDictionary(p => NameOf(p.Name), p => new ShownMember(Reach(p.PropertyType)!, IsList(p.PropertyType, out _), Getter(type, p)), StringComparer.Ordinal);
    }

    public FrozenDictionary<string, ShownMember> Members { get; }

    public static ShownType Of(Type type) => Known.GetOrAdd(type, t => new ShownType(t));

    public static bool IsShown(Type type) => type.GetCustomAttribute<ShownAttribute>(inherit: false) is not null;

    public static string NameOf(string property) => Hump().Replace(property, "$1_$2").ToLowerInvariant();

    /// <summary>The type a theme arrives at through a property of that type; null when it must not.</summary>
    private static Type? Reach(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string) || plain == typeof(Html) || plain == typeof(bool) || plain == typeof(int) || IsShown(plain))
        {
            return plain;
        }
        return IsList(plain, out var item) ? Reach(item) : null;
    }

    private static bool IsList(Type type, out Type item)
    {
        item = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : typeof(object);
        return item != typeof(object);
    }

    private static Func<object, object?> Getter(Type type, PropertyInfo property)
    {
        var target = Expression.Parameter(typeof(object));
        var read = Expression.Property(Expression.Convert(target, type), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(read, typeof(object)), target).Compile();
    }

    [GeneratedRegex("([a-z0-9])([A-Z])")]
    private static partial Regex Hump();
}

/// <param name="Type">What it holds; of a list, what each item is.</param>
internal sealed record ShownMember(Type Type, bool IsList, Func<object, object?> Read);
