using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Held;

/// <summary>
/// Asked by every way in which a person changes what readers have, a change to many articles too. Lets it pass, or keeps it for a second person.
/// Whoever has just shown their passkey vouches for it themselves; the article's authors are told either way.
/// </summary>
public sealed class HoldChange(LinkRules rules, EditPace pace, TellAuthors tell, Approvals approvals, AuditLog audit, Ids ids, TimeProvider time)
{
    public static Refusal Held { get; } = new("held", "The link in it waits for somebody else to look at it, under “Held changes”. Or show your passkey there, and it goes out at once.");

    /// <summary>A change of an article that readers have.</summary>
    /// <param name="Live">What they have.</param>
    /// <param name="Next">What they are to get.</param>
    /// <param name="Version">The live version's number.</param>
    /// <param name="Kind">By which way.</param>
    /// <param name="Why">For the version.</param>
    public sealed record Change(ArticleContent Live, ArticleContent Next, int Version, HeldKind Kind, string Why)
    {
        public int? DraftRevision { get; init; }
    }

    /// <returns>Null: the caller goes on in its transaction. Else the transaction has ended, and the caller passes the refusal on.</returns>
    public async Task<Refusal?> RunAsync(NewsroomDb db, IWriting writing, Change change, Actor who, CancellationToken cancel)
    {
        if (who.LoginSession is null)
        {
            return null;
        }
        if (await pace.WhyNotAsync(db, writing, change.Live.Id, who, cancel) is { } stopped)
        {
            return stopped;
        }
        if (!await KeepsAsync(db, change, who, cancel))
        {
            return null;
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return Held;
    }

    /// <summary>As <see cref="RunAsync"/>, for one of many changes that one act makes: whether it may make so many was asked before.</summary>
    /// <returns>Whether it waits now. The caller leaves it out, goes on with the others and ends the transaction.</returns>
    public async Task<bool> KeepsAsync(NewsroomDb db, Change change, Actor who, CancellationToken cancel)
    {
        if (!Defence.IsOn("held-links") || await rules.LookAsync(change.Live, change.Next, time.GetUtcNow(), cancel) is not { } found)
        {
            return false;
        }
        var subject = Article.Subject(change.Live.Id);
        if (who.IsFreshByPasskey)
        {
            await audit.AddAsync(db, who, "vouch for link", subject, string.Join(' ', found.Change.Links), cancel);
            await tell.RunAsync(db, change.Live, found, null, who, cancel);
            return false;
        }
        var held = Row(change, found, who);
        foreach (var earlier in await db.Set<HeldChange>().Where(h => h.ArticleId == held.ArticleId && h.State == HeldState.Waiting).ToListAsync(cancel))
        {
            (earlier.State, earlier.SettledBy, earlier.SettledAt) = (HeldState.Replaced, who.Id, held.AskedAt);
        }
        db.Add(held);
        await audit.AddAsync(db, who, "hold change", subject, string.Join(' ', found.Change.Links), cancel);
        await tell.RunAsync(db, change.Live, found, held.Id, who, cancel);
        return true;
    }

    /// <summary>What is signed, so that the row cannot be made to say another thing.</summary>
    internal static object Agreed(HeldChange held) => new { what = "held change", held.Id, held.ArticleId, held.BaseVersion, held.Kind, held.Why, held.AskedBy, sha256 = CanonicalJson.Sha256(System.Text.Encoding.UTF8.GetBytes(held.Content)) };

    private HeldChange Row(Change change, LinkRules.Found found, Actor who)
    {
        HeldChange Of(string approval, string id, DateTimeOffset now) => new()
        {
            Id = id,
            ArticleId = change.Live.Id,
            BaseVersion = change.Version,
            DraftRevision = change.DraftRevision,
            Kind = change.Kind,
            Reason = found.Reason,
            Why = change.Why,
            Content = JsonSerializer.Serialize(change.Next, CanonicalJson.Options),
            Links = JsonSerializer.Serialize(found.Change.Links),
            NewHosts = JsonSerializer.Serialize(found.NewHosts),
            Approval = approval,
            AskedBy = who.Id,
            AskedAt = now,
        };
        var (fresh, at) = (ids.New(), time.GetUtcNow());
        return Of(approvals.Give(Agreed(Of("", fresh, at))), fresh, at);
    }
}
