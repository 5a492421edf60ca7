namespace Broadside.Import;

/// <summary>One line of a run's report, kept so that a run that was interrupted reports all of it.</summary>
public sealed class ImportNote
{
    public required string Run { get; init; }

    public required int Number { get; init; }

    public required ImportNoteKind Kind { get; init; }

    public required string Code { get; init; }

    public required string Item { get; init; }

    public string? Domain { get; init; }

    public string? Text { get; init; }

    public required string Message { get; init; }
}

public enum ImportNoteKind
{
    Warning,
    Hygiene,
}
