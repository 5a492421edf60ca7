namespace Broadside.Giving.Statements;

/// <summary>A bank's file that was taken in.</summary>
public sealed class StatementImport
{
    public required string Id { get; init; }

    /// <summary>The file's.</summary>
    public required string Name { get; init; }

    public required string Format { get; init; }

    public required string ImportedBy { get; init; }

    public DateTimeOffset ImportedAt { get; init; }

    public int Posted { get; set; }

    public int Duplicates { get; set; }

    public int Unmatched { get; set; }

    public DateTimeOffset? UndoneAt { get; set; }

    public string? UndoneBy { get; set; }
}
