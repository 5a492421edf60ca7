namespace Broadside.Subscribers.Lists;

/// <summary>How a list is to be brought over.</summary>
public sealed record ListWishes
{
    /// <summary>What people know the list by: it becomes the subscribers' source.</summary>
    public required string Name { get; init; }

    /// <summary>Read everything and report; write nothing, mail nobody.</summary>
    public bool DryRun { get; init; }

    /// <summary>What a trial remembers; files that are tried together share it.</summary>
    public ListTrial Trial { get; init; } = new();

    /// <summary>Where all of them agreed, for rows that do not say it: the operator's word.</summary>
    public string? ConsentSource { get; init; }

    /// <summary>Ask everybody by mail, whatever the file says; who came by an earlier import and never confirmed here, too.</summary>
    public bool AskAll { get; init; }
}
