namespace Broadside.Giving.Statements;

/// <summary>A bank's file that was sent to the desk and is looked at before anybody posts it.</summary>
public sealed class WaitingStatement
{
    public required string Id { get; init; }

    /// <summary>The file's.</summary>
    public required string Name { get; init; }

    /// <summary>Number of the account that the sender says it is of; "" where the file says so itself.</summary>
    public required string Account { get; init; }

    public required string SentBy { get; init; }

    public DateTimeOffset SentAt { get; init; }
}
