using System.Text;
using System.Text.RegularExpressions;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Import;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Import;

/// <summary>Everything that imports can leave in a newsroom, as lines without the ids and times that are new at each run: equal lines, equal newsrooms.</summary>
internal static partial class Left
{
    /// <summary>What stands: articles and pages with all that they say, drafts, comments, people, topics, files, what is missing, and where addresses lead.</summary>
    public static async Task<IReadOnlyList<string>> LeftAsync(this TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        var names = await db.Set<Article>().ToDictionaryAsync(a => a.Id, a => $"{a.Kind} “{a.Title}” {a.Slug}");
        var left = new List<string>();
        await ArticlesAsync(newsroom, db, names, left);
        await CommentsAsync(newsroom, db, names, left);
        left.AddRange((await db.Set<Person>().AsNoTracking().ToListAsync()).Select(p => $"person {Json(p, p.Source)}"));
        left.AddRange((await db.Set<Topic>().AsNoTracking().ToListAsync()).Select(t => $"topic {Json(t, t.Source)}"));
        left.AddRange((await db.Set<MediaFile>().AsNoTracking().ToListAsync()).Select(m => $"file {m.Sha256} {m.Name} {m.MediaType} {m.Bytes} {m.Width}x{m.Height} {m.Alt} {m.Caption} {m.Credit} {m.SourceUrl}"));
        left.AddRange(newsroom.Get<MediaStore>().All().Select(h => "kept " + h));
        left.AddRange((await db.Set<ImportItem>().AsNoTracking().ToListAsync()).Select(i => $"item {i.Platform} {i.Site} {i.SourceId} {(i.Kind == ImportItemKind.Identity ? "" : i.Guid)} {i.Kind} {i.SourceHash} {i.Made} {i.MediaMissing} {names.GetValueOrDefault(i.Target, i.Target)}"));
        left.AddRange((await db.Set<MissingFile>().AsNoTracking().ToListAsync()).Select(f => $"missing {names.GetValueOrDefault(f.Target, "?")} {f.FileKey} {f.Address} {f.Attempts} {f.Error}"));
        left.Sort(StringComparer.Ordinal);
        return left;
    }

    /// <summary>What is told of it: runs with their counts and report lines, every version's number, and the parts of the site record.</summary>
    public static async Task<IReadOnlyList<string>> ToldAsync(this TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        var names = await db.Set<Article>().ToDictionaryAsync(a => a.Id, a => $"“{a.Title}” {a.Slug}");
        var told = new List<string>();
        foreach (var run in await db.Set<ImportRun>().AsNoTracking().ToListAsync())
        {
            told.Add($"run {run.Platform} {run.Source} {run.State} {run.Counts}");
            told.AddRange((await db.Set<ImportNote>().AsNoTracking().Where(n => n.Run == run.Id).ToListAsync()).Select(n => $"run {run.Source} note {n.Number:000} {n.Kind} {n.Code} {n.Item} {n.Domain} {n.Text} {n.Message}"));
        }
        told.AddRange((await db.Set<VersionRow>().AsNoTracking().Select(v => new { v.Subject, v.Number, v.Kind }).ToListAsync()).Select(v => $"version {Named(v.Subject, names)} {v.Number} {v.Kind}"));
        foreach (var live in newsroom.Get<VersionStore>().AllLive().Where(v => v.Subject.StartsWith("site/", StringComparison.Ordinal)))
        {
            told.Add($"{live.Subject} {Encoding.UTF8.GetString(newsroom.Get<VersionStore>().Read(live)!)}");
        }
        told.Sort(StringComparer.Ordinal);
        return told;
    }

    private static async Task ArticlesAsync(TestNewsroom newsroom, NewsroomDb db, Dictionary<string, string> names, List<string> left)
    {
        var drafts = await db.Set<Draft>().AsNoTracking().ToDictionaryAsync(d => d.ArticleId);
        foreach (var article in await db.Set<Article>().AsNoTracking().ToListAsync())
        {
            left.Add($"{names[article.Id]} {article.State} {article.Address} {article.Language} {article.PublishedAt:u} version {article.CurrentVersion}");
            if (drafts.TryGetValue(article.Id, out var draft))
            {
                left.Add($"{names[article.Id]} draft {draft.Revision} {draft.BaseVersion} {WithoutIds(draft.Content)}");
            }
        }
        foreach (var entry in newsroom.Get<Catalogue>().Latest(ListKey.All, 100_000).Concat(newsroom.Get<Catalogue>().Latest(ListKey.Pages, 100_000)))
        {
            var content = await newsroom.Get<ArticleReader>().ReadAsync(entry, TestContext.Current.CancellationToken);
            left.Add($"live {entry.Address} {WithoutIds(Encoding.UTF8.GetString(CanonicalJson.Bytes(content!)))}");
            left.AddRange(entry.Former.Select(f => $"redirect {f} → {newsroom.Get<Catalogue>().ByFormerAddress(f)?.Address}"));
        }
    }

    private static async Task CommentsAsync(TestNewsroom newsroom, NewsroomDb db, Dictionary<string, string> names, List<string> left)
    {
        var comments = await db.Set<Comment>().AsNoTracking().ToDictionaryAsync(c => c.Id);
        left.AddRange(comments.Values.Select(c => $"comment {names[c.ArticleId]} {c.State} {c.Author} {c.AuthorUrl} {(c.EmailHash is null ? "" : "hash")} {c.WrittenAt:u} {c.Text} ← {(c.ParentId is { } parent ? comments[parent].Text : "")}"));
        foreach (var id in names.Keys)
        {
            left.AddRange((await newsroom.Get<ArticleReader>().ReadCommentsAsync(id, TestContext.Current.CancellationToken)).Select(c => $"shown {names[id]} {c.Author} {c.Text}"));
        }
    }

    private static string Named(string subject, Dictionary<string, string> names)
    {
        var (kind, id) = (subject[..subject.IndexOf('/', StringComparison.Ordinal)], subject[(subject.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        return kind == "site" ? subject : $"{kind}/{names.GetValueOrDefault(id, "gone")}";
    }

    private static string Json<T>(T row, string? source) => Encoding.UTF8.GetString(CanonicalJson.Bytes(row)).Replace($"\"{source}\"", source?.StartsWith("import ", StringComparison.Ordinal) == true ? "\"import\"" : $"\"{source}\"", StringComparison.Ordinal);

    // Blocks point to one another by their ids: each becomes its place in the text.
    private static string WithoutIds(string json)
    {
        foreach (var (id, place) in Id().Matches(json).Select(m => m.Groups[1].Value).Distinct().Select((id, i) => (id, i)).ToList())
        {
            json = json.Replace($"\"{id}\"", $"\"#{place}\"", StringComparison.Ordinal);
        }
        return json;
    }

    [GeneratedRegex("\"id\":\"([^\"]+)\"")]
    private static partial Regex Id();
}
