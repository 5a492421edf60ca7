namespace Broadside.Articles.Body;

/// <summary>Rows of cells, the first <see cref="HeaderRows"/> of them headings; with <see cref="HeaderColumn"/> the first cell of a row heads it.</summary>
public sealed record Table : Block
{
    public int HeaderRows { get; init; }

    public bool HeaderColumn { get; init; }

    public required IReadOnlyList<IReadOnlyList<Cell>> Rows { get; init; }

    public string? Caption { get; init; }
}

public sealed record Cell(string Text, IReadOnlyList<Mark>? Marks = null, int? ColumnSpan = null, int? RowSpan = null);
