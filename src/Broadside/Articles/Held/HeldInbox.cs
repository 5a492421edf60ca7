using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Staff;

namespace Broadside.Articles.Held;

/// <summary>Changes that wait for a second person; for owners the login sessions that are stopped, and changes to many articles that an owner is asked to begin.</summary>
internal sealed class HeldInbox(HeldQueries held, RewriteQueries rewrites, StaffQueries staff) : IInbox
{
    public async Task<IReadOnlyList<InboxEntry>> WaitingAsync(Actor who, DateTimeOffset? before, int count, CancellationToken cancel)
    {
        var waiting = await held.ForAsync(who, before, count, cancel);
        var isOwner = who.May(Right.ManageStaff);
        var stops = isOwner ? (await held.StopsAsync(cancel)).Where(s => before is null || s.StoppedAt < before).Take(count).ToList() : [];
        var many = isOwner ? await rewrites.ForOwnersAsync(before, count, cancel) : [];
        if (waiting.Count + stops.Count + many.Count == 0)
        {
            return [];
        }
        var names = await staff.NamesAsync(cancel);
        string Name(string id) => names.GetValueOrDefault(id, id);
        return [.. waiting.Select(w => new InboxEntry("held", w.Title, "/desk/held/" + w.Change.Id, w.Change.AskedAt, Name(w.Change.AskedBy), string.Join(' ', w.Links)))
            .Concat(stops.Select(s => new InboxEntry("edit_stop", Name(s.StaffId), "/desk/held", s.StoppedAt, Name(s.StaffId))))
            .Concat(many.Select(r => new InboxEntry("many_changes", RewriteSpec.Read(r.Spec).Title, "/desk/changes/" + r.Id, r.OwnerAskedAt!.Value, r.WhoName)))
            .OrderByDescending(e => e.At).Take(count)];
    }
}
