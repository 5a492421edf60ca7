using Broadside.Storage;

namespace Broadside.Guard.Keys;

/// <summary>A module whose subjects stand in tables and indexes too: it makes an earlier version live again as it publishes.</summary>
public interface IVersionReturn
{
    bool Takes(string subject);

    /// <summary>Signs a new version that says what <paramref name="version"/> said, within the caller's transaction, and ends it.</summary>
    /// <param name="db">The caller's.</param>
    /// <param name="writing">The caller's; ended here.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="version">Verified; null: readers had nothing.</param>
    /// <param name="who">In whose name.</param>
    /// <param name="why">For the version.</param>
    /// <param name="cancel">Ends it.</param>
    Task ReturnAsync(NewsroomDb db, IWriting writing, string subject, VersionRow? version, Actor who, string why, CancellationToken cancel);
}
