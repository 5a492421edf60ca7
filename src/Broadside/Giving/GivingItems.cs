using Broadside.Giving.Notices;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving;

/// <summary>What a person must look at: each once, however often it is found.</summary>
public static class GivingItems
{
    /// <summary>Within the caller's transaction; the caller saves. One that a person has settled stays settled while it says the same.</summary>
    public static async Task<GivingItem> RaiseAsync(NewsroomDb db, string code, string subject, string rail, string? theirs, string? ours, DateTimeOffset now, CancellationToken cancel)
    {
        var item = await db.FindAsync<GivingItem>([code, subject], cancel);
        if (item is null)
        {
            item = new GivingItem { Code = code, Subject = subject, Rail = rail, Theirs = theirs, Ours = ours, RaisedAt = now };
            db.Add(item);
        }
        else if (item.Theirs != theirs || item.Ours != ours)
        {
            (item.Theirs, item.Ours, item.RaisedAt, item.SettledAt) = (theirs, ours, now, null);
        }
        return item;
    }
}
