namespace Broadside.Guard;

/// <summary>A module's part of "what waits for you": mentions, reviews, assignments. Home and the inbox show all parts together, newest first.</summary>
public interface IInbox
{
    /// <summary>What waits for this person, newest first; nothing that their rights do not let them do.</summary>
    /// <param name="who">Whose inbox it is.</param>
    /// <param name="before">Only what came before; null: from the newest on.</param>
    /// <param name="count">How many at most. It is asked with an index: a person's own rows, never all of them.</param>
    /// <param name="cancel">Ends it.</param>
    Task<IReadOnlyList<InboxEntry>> WaitingAsync(Actor who, DateTimeOffset? before, int count, CancellationToken cancel);
}
