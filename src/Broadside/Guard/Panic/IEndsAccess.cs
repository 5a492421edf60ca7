using Broadside.Storage;

namespace Broadside.Guard.Panic;

/// <summary>A module's ways in that a panic ends: login sessions, one-time links, links to drafts.</summary>
public interface IEndsAccess
{
    /// <summary>Ends them all, within the caller's transaction; harmless twice.</summary>
    Task EndAsync(NewsroomDb db, CancellationToken cancel);
}
