namespace Broadside.Giving.Statements;

/// <summary>How an account's table is read, kept so that the next file is dropped and read.</summary>
public sealed class SavedColumns
{
    /// <summary>The bank account's number; "" for tables that name none.</summary>
    public required string Account { get; init; }

    /// <summary>A <see cref="CsvColumns"/> as JSON.</summary>
    public required string Columns { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
