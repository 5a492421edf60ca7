namespace Broadside.Backup.Tables;

/// <summary>A table as it stands in a database.</summary>
/// <param name="Name">As <c>articles</c>.</param>
/// <param name="Columns">In the order of their names.</param>
/// <param name="Key">Columns of the primary key, in its order; empty where there is none.</param>
/// <param name="After">Tables that its rows refer to.</param>
public sealed record TableShape(string Name, IReadOnlyList<TableColumn> Columns, IReadOnlyList<string> Key, IReadOnlyList<string> After)
{
    /// <summary>Those first that others refer to.</summary>
    public static IReadOnlyList<TableShape> InOrder(IEnumerable<TableShape> shapes)
    {
        var left = shapes.OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<TableShape>(left.Count);
        while (left.Count > 0)
        {
            var free = left.Where(s => !s.After.Any(name => name != s.Name && left.Any(l => l.Name == name))).ToList();
            // A ring of tables that refer to each other has no right order: the database says so when it is filled.
            free = free.Count > 0 ? free : [left[0]];
            ordered.AddRange(free);
            left.RemoveAll(free.Contains);
        }
        return ordered;
    }
}

/// <param name="Name">As <c>published_at</c>.</param>
/// <param name="Kind">What it holds, on either engine.</param>
/// <param name="Declared">What this engine calls that.</param>
public sealed record TableColumn(string Name, ColumnKind Kind, string Declared);

/// <summary>What a column holds.</summary>
public enum ColumnKind
{
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>True or false.</summary>
    Truth,

    Bytes,
}
