using Broadside.Articles;
using Broadside.Digest.Composing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes;

namespace Broadside.Digest.Archive;

/// <summary>The signed record of a digest, made in the transaction that freezes it.</summary>
public sealed class ArchiveDrafts(SiteRecord site, Theme theme, IOutlet outlet)
{
    public IReadOnlyList<VersionDraft> Of(DigestRow digest, Gathered gathered)
    {
        var words = gathered.Articles.Select(a => a.Content).Concat(gathered.Corrections.Select(c => c.Content)).Select(c => c.Language).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(language => WordsOf(digest, gathered, language))
            .OrderBy(w => w.Articles.Count == 0).ThenBy(w => w.Language == outlet.Language ? 0 : 1).ThenBy(w => w.Language, StringComparer.Ordinal).ToList();
        var published = new PublishedDigest { Day = digest.Day, Note = digest.Note, Languages = words };
        var days = site.Read<DigestDays>(DigestDays.Part);
        var day = new DigestDay(digest.Day, words[0].Subject, digest.FrozenAt!.Value.ToUnixTimeSeconds());
        return
        [
            new VersionDraft { Subject = PublishedDigest.Subject(digest.Day), Content = CanonicalJson.Bytes(published), Hosts = WrittenLinks.Hosts([digest.Subject, digest.Note]), Kind = VersionKind.Publish, Who = Actor.Operator, Why = "A digest was frozen." },
            .. site.Draft(DigestDays.Part, new DigestDays { Days = [.. days.Days.Where(d => d.Day != digest.Day), day] }, Actor.Operator, "A digest was frozen.") is { } list ? new[] { list } : [],
        ];
    }

    private DigestWords WordsOf(DigestRow digest, Gathered gathered, string language)
    {
        var (articles, corrections) = (gathered.For(language, ""), gathered.CorrectionsFor(language, ""));
        return new DigestWords(language, ComposeDigest.SubjectOf(digest, articles, corrections, theme.Vocabulary.For(language)), [.. articles.Select(a => a.Id)])
        {
            Corrected = corrections.Count == 0 ? null : [.. corrections.Select(c => c.Content.Id)],
        };
    }
}
