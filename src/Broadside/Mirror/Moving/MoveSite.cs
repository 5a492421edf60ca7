using System.Text;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site.Appearance;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Moving;

/// <summary>
/// Moves the outlet to another address: a signed word that it has, new canonical addresses, feeds, sitemaps and forms, a notice on every
/// page; whoever still asks at the old address is led to the new one. The next edition takes it to every mirror, the next digest to every reader.
/// </summary>
public sealed class MoveSite(IDbContextFactory<NewsroomDb> dbs, SiteRecord site, VersionStore versions, KeyRing keys, BaseAddress address, PutUpNotice notice, Theme theme, Catalogue catalogue, AuditLog audit, TimeProvider time)
{
    private static readonly TimeSpan NoticeFor = TimeSpan.FromDays(60);

    /// <param name="to">As <c>https://example.org</c>.</param>
    /// <param name="who">Who says so.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Move>> RunAsync(string to, Actor who, CancellationToken cancel)
    {
        if (!Uri.TryCreate(to.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.AbsolutePath != "/" || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            return new Refusal("bad_address", "Write the new address with its scheme and without a path, as https://example.org.");
        }
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        var (from, target, now) = (address.Value, uri.GetLeftPart(UriPartial.Authority), time.GetUtcNow());
        if (target == from)
        {
            return new Refusal("same_address", $"The site is at {from} already.");
        }
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var move = new Move(from, target, now, keys.SitePublicKey, Convert.ToBase64String(keys.Sign(Encoding.UTF8.GetBytes(Move.Text(from, target, now)))));
        await using (var db = await dbs.CreateDbContextAsync(cancel))
        {
            await using var writing = await versions.BeginWritingAsync(db, cancel);
            var moves = site.Read<Moves>(Moves.Part);
            if (site.Draft(Moves.Part, moves with { List = [.. moves.List, move] }, who, $"Moved to {target}.") is { } draft)
            {
                await audit.AddAsync(db, who, "move", SiteRecord.Subject(Moves.Part), $"{from} → {target}", cancel);
                await versions.CommitAsync(db, writing, [draft], cancel);
            }
        }
        Mishap.Here("move signed");
        address.MoveTo(target);
        await TellAsync(uri, who, cancel);
        return move;
    }

    private async Task TellAsync(Uri to, Actor who, CancellationToken cancel)
    {
        if (site.Read<Notice>(Notice.Part).At is not null)
        {
            return;
        }
        var languages = catalogue.Languages().Append(site.Read<Identity>(Identity.Part).Language).Select(l => theme.Vocabulary.For(l)).DistinctBy(w => w.Language);
        var texts = languages.ToDictionary(w => w.Language, w => (string?)w.Text("check.moved", ("address", to.Authority)), StringComparer.Ordinal);
        await notice.RunAsync(new PutUpNotice.Form(texts, "/check/", time.GetUtcNow() + NoticeFor), who, cancel);
    }
}
