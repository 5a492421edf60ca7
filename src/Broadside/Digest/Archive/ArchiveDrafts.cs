using Broadside.Articles;
using Broadside.Digest.Composing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes;

namespace Broadside.Digest.Archive;

/// <summary>The signed record of a digest, made in the transaction that freezes it.</summary>
public sealed class ArchiveDrafts(SiteRecord site, IOutlet outlet)
{
    public IReadOnlyList<VersionDraft> Of(DigestRow digest, Gathered gathered)
    {
        var words = gathered.Articles.GroupBy(a => a.Content.Language, StringComparer.OrdinalIgnoreCase)
            .Select(g => new DigestWords(g.Key, digest.Subject ?? g.First().Content.Title, [.. g.Select(a => a.Content.Id)]))
            .OrderBy(w => w.Language == outlet.Language ? 0 : 1).ThenBy(w => w.Language, StringComparer.Ordinal).ToList();
        var published = new PublishedDigest { Day = digest.Day, Note = digest.Note, Languages = words };
        var days = site.Read<DigestDays>(DigestDays.Part);
        var day = new DigestDay(digest.Day, words[0].Subject, digest.FrozenAt!.Value.ToUnixTimeSeconds());
        return
        [
            new VersionDraft { Subject = PublishedDigest.Subject(digest.Day), Content = CanonicalJson.Bytes(published), Kind = VersionKind.Publish, Who = Actor.Operator, Why = "A digest was frozen." },
            .. site.Draft(DigestDays.Part, new DigestDays { Days = [.. days.Days.Where(d => d.Day != digest.Day), day] }, Actor.Operator, "A digest was frozen.") is { } list ? new[] { list } : [],
        ];
    }
}
