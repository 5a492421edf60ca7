using Broadside.Guard;
using Broadside.Staff;

namespace Broadside.Articles.Held;

/// <summary>Changes that wait for a second person, and for owners the login sessions that are stopped.</summary>
internal sealed class HeldInbox(HeldQueries held, StaffQueries staff) : IInbox
{
    public async Task<IReadOnlyList<InboxEntry>> WaitingAsync(Actor who, DateTimeOffset? before, int count, CancellationToken cancel)
    {
        var waiting = await held.ForAsync(who, before, count, cancel);
        var stops = who.May(Right.ManageStaff) ? (await held.StopsAsync(cancel)).Where(s => before is null || s.StoppedAt < before).Take(count).ToList() : [];
        if (waiting.Count + stops.Count == 0)
        {
            return [];
        }
        var names = await staff.NamesAsync(cancel);
        string Name(string id) => names.GetValueOrDefault(id, id);
        return [.. waiting.Select(w => new InboxEntry("held", w.Title, "/desk/held/" + w.Change.Id, w.Change.AskedAt, Name(w.Change.AskedBy), string.Join(' ', w.Links)))
            .Concat(stops.Select(s => new InboxEntry("edit_stop", Name(s.StaffId), "/desk/held", s.StoppedAt, Name(s.StaffId))))
            .OrderByDescending(e => e.At).Take(count)];
    }
}
