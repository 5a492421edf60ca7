using System.Globalization;
using Broadside.Articles;
using Broadside.Articles.Publishing;
using Broadside.Digest.Composing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest;

/// <summary>
/// Mails one article at once to those who asked for every one: by itself when it comes out, or when an editor says so. It is
/// known by the article's first version, so that nobody is told of an article twice; it goes five minutes later, and can be
/// cancelled until then.
/// </summary>
public sealed class AlertReaders(IDbContextFactory<NewsroomDb> dbs, IEngine engine, Catalogue catalogue, GatherDigest gather, CountReaders count, IOutlet outlet, AuditLog audit, TimeProvider time) : INextAct
{
    // What came out longer ago is not told by itself: an archive that was brought over, or a newsroom that stood still.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(2);

    /// <param name="Outlook">What it would say.</param>
    /// <param name="Readers">Whom it would go to.</param>
    /// <param name="Told">The alert that was made of this article; null: none yet.</param>
    public sealed record Look(LookAhead.Outlook Outlook, CountReaders.Readers Readers, DigestRow? Told);

    public async Task<NextAct?> OfAsync(CatalogueEntry entry, Actor who, CancellationToken cancel) =>
        !entry.IsPage && who.May(Right.SendDigest) && await LookAsync(entry.Id, cancel) is { IsDone: true, Value: { Told: null, Readers.All: > 0 } look }
            ? new NextAct("alert.tell", look.Readers.All, "/desk/digest/alert/" + Uri.EscapeDataString(entry.Id))
            : null;

    public async Task<Outcome<Look>> LookAsync(string article, CancellationToken cancel)
    {
        if (catalogue.ById(article) is not { IsGone: false, IsPage: false } || await FirstAsync(article, cancel) is not { } seq)
        {
            return new Refusal("alert_unknown", "No published article has this name.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var told = await db.Set<DigestRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Kind == DigestKind.Alert && d.FromSeq == seq, cancel);
        var now = time.GetUtcNow();
        var gathered = await gather.OneAsync(seq, cancel);
        var digest = told ?? new DigestRow { Kind = DigestKind.Alert, Day = await OpenDigest.NameAsync(db, DigestKind.Alert, now, outlet, cancel), FromSeq = seq, ToSeq = seq, SendAt = now + EditDigest.Undo, ExpiresAt = now.AddDays(2), CreatedAt = now };
        return new Look(new LookAhead.Outlook(digest, gathered, []), await count.RunAsync(DigestKind.Alert, gathered, cancel), told is { State: DigestState.Cancelled or DigestState.Empty, FrozenAt: null } ? null : told);
    }

    /// <summary>Tells of what has just come out. Not of what was brought over, nor where an editor has cancelled it: then somebody has to say so.</summary>
    public async Task TellNewAsync(string article, CancellationToken cancel)
    {
        if (catalogue.ById(article) is not { IsGone: false, IsPage: false } entry || entry.PublishedAt < time.GetUtcNow() - Fresh)
        {
            return;
        }
        await using (var db = await dbs.CreateDbContextAsync(cancel))
        {
            if (await db.Set<Article>().AnyAsync(a => a.Id == article && a.Source != null, cancel))
            {
                return;
            }
        }
        if (await LookAsync(article, cancel) is { IsDone: true, Value: { Told: null, Readers.All: > 0, Outlook.Digest.State: not DigestState.Cancelled } })
        {
            await RunAsync(article, null, null, Actor.Operator, cancel);
        }
    }

    /// <param name="article">Its id.</param>
    /// <param name="subject">Instead of its title.</param>
    /// <param name="note">An editor's words on top.</param>
    /// <param name="who">Who tells them.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<DigestRow>> RunAsync(string article, string? subject, string? note, Actor who, CancellationToken cancel)
    {
        var looked = await LookAsync(article, cancel);
        if (looked is not { IsDone: true, Value: var look })
        {
            return looked.Refusal!;
        }
        if (look.Told is { } told)
        {
            return new Refusal("alert_told", string.Create(CultureInfo.InvariantCulture, $"Readers have been told of this article: digest {told.Number}."));
        }
        if (look.Readers.All == 0)
        {
            return new Refusal("alert_nobody", "Nobody on the list asked for every article in this language and on these topics.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var made = look.Outlook.Digest;
        db.Entry(made).State = made.Number == 0 ? EntityState.Added : EntityState.Modified;
        (made.State, made.EndedAt, made.SendAt) = (DigestState.Open, null, time.GetUtcNow() + EditDigest.Undo);
        (made.Subject, made.Note) = (EditDigest.Clean(subject, EditDigest.LongestSubject), EditDigest.Clean(note, EditDigest.LongestNote));
        try
        {
            await audit.AddAsync(db, who, "alert readers", Article.Subject(article), string.Create(CultureInfo.InvariantCulture, $"{look.Readers.All}"), cancel);
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (engine.IsDuplicate(e))
        {
            return new Refusal("alert_told", "Somebody told readers of this article in the same moment.");
        }
        await writing.CommitAsync(cancel);
        return made;
    }

    private async Task<long?> FirstAsync(string article, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        return await Sql.AskAsync(connection, "SELECT seq FROM versions WHERE subject = @subject ORDER BY number LIMIT 1", cancel, ("subject", Article.Subject(article))) is { } seq ? Convert.ToInt64(seq, CultureInfo.InvariantCulture) : null;
    }
}
