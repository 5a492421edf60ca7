using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Appearance;

/// <summary>Puts a notice on every page, in place of the one before; with no words at all it is taken down. Its end is a job: no page looks at a clock.</summary>
public sealed class PutUpNotice(IDbContextFactory<NewsroomDb> dbs, SiteRecord site, VersionStore versions, AuditLog audit, JobQueue jobs, Theme theme, TimeProvider time)
{
    private const int LongestText = 200;

    /// <summary>The words by language, the path where it leads, and when it ends (UTC).</summary>
    public sealed record Form(IReadOnlyDictionary<string, string?> Texts, string? Address, DateTimeOffset? EndsAt);

    public async Task<Outcome<Notice>> RunAsync(Form form, Actor who, CancellationToken cancel)
    {
        var texts = form.Texts.Where(t => !string.IsNullOrWhiteSpace(t.Value)).ToDictionary(t => t.Key, t => t.Value!.ReplaceLineEndings(" ").Trim(), StringComparer.Ordinal);
        var (address, now) = (form.Address?.Trim() is { Length: > 0 } given ? given : null, time.GetUtcNow());
        if (texts.FirstOrDefault(t => t.Value.Length > LongestText || theme.Vocabulary.For(t.Key).Language != t.Key) is { Key: { } wrong })
        {
            return new Refusal("notice_long", "A notice has at most 200 characters; the rest belongs on a page that it leads to.", "text_" + wrong);
        }
        if (address is not null && (!address.StartsWith('/') || address.StartsWith("//", StringComparison.Ordinal) || !Uri.IsWellFormedUriString(address, UriKind.Relative)))
        {
            return new Refusal("notice_address", "Write a path of this site, as /about/.", "address");
        }
        if (texts.Count > 0 && form.EndsAt <= now)
        {
            return new Refusal("notice_end", "That moment has passed. Choose a later one, or leave it empty.", "ends");
        }
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        var was = site.Read<Notice>(Notice.Part);
        var isSame = was.At is not null && was.Texts.Count == texts.Count && !was.Texts.Except(texts).Any();
        var notice = texts.Count == 0 ? new Notice() : new Notice { Texts = texts, Address = address, At = isSame ? was.At : now, EndsAt = form.EndsAt };
        await WriteAsync(notice, who, texts.Count == 0 ? "The notice was taken down." : "A notice.", cancel);
        return notice;
    }

    /// <summary>Takes it down if its time is over.</summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        if (site.Read<Notice>(Notice.Part) is { EndsAt: { } end } && end <= time.GetUtcNow() && versions.CannotPublish is null)
        {
            await WriteAsync(new Notice(), Actor.Operator, "The notice's time was over.", cancel);
        }
    }

    private async Task WriteAsync(Notice notice, Actor who, string why, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (site.Draft(Notice.Part, notice, who, why) is not { } draft)
        {
            return;
        }
        if (notice.EndsAt is { } end)
        {
            await jobs.AddAsync(db, EndNotice.JobKind, new { }, cancel, dueAt: end);
        }
        await audit.AddAsync(db, who, notice.At is null ? "take down notice" : "notice", SiteRecord.Subject(Notice.Part), string.Join(" · ", notice.Texts.Values), cancel);
        await versions.CommitAsync(db, writing, [draft], cancel);
    }
}
