using System.Text.Json;
using Broadside.Articles;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import;

/// <summary>Forgets what a source brought along (an import, the sample) once nothing stands on it any more: people, topics and files.</summary>
public sealed class ForgetSource(Catalogue catalogue, RemoveMedia media, IEnumerable<IMediaVisibility> shown)
{
    /// <summary>Within the caller's writing transaction. The hashes of files that are gone are given back, for <see cref="RemoveMedia.ClearAsync"/> after it.</summary>
    /// <param name="db">The caller's; people and topics are removed when it is saved.</param>
    /// <param name="source">Whose people and topics go.</param>
    /// <param name="earlier">Sources forgotten before: something may have shown their files until now.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<string>> RunAsync(NewsroomDb db, string source, IEnumerable<string> earlier, CancellationToken cancel)
    {
        var used = await UsedInDraftsAsync(db, cancel);
        foreach (var person in await db.Set<Person>().Where(p => p.Source == source).ToListAsync(cancel))
        {
            if (catalogue.Count(ListKey.Person(person.Slug)) == 0 && !used.Contains("person " + person.Slug))
            {
                db.Remove(person);
            }
        }
        foreach (var topic in await db.Set<Topic>().Where(t => t.Source == source).ToListAsync(cancel))
        {
            if (catalogue.Count(ListKey.Topic(topic.Slug)) == 0 && !used.Contains("topic " + topic.Slug))
            {
                db.Remove(topic);
            }
        }
        var forgotten = earlier.Append(source).ToHashSet(StringComparer.Ordinal);
        var brought = await db.Set<MediaFile>().AsNoTracking().Where(m => m.Source != null).Select(m => new { m.Sha256, m.Source }).ToListAsync(cancel);
        List<string> files = [.. brought.Where(m => forgotten.Contains(m.Source!) && !used.Contains("file " + m.Sha256) && !shown.Any(s => s.IsPublished(m.Sha256))).Select(m => m.Sha256)];
        await media.RunAsync(db, files, cancel);
        return files;
    }

    private static async Task<HashSet<string>> UsedInDraftsAsync(NewsroomDb db, CancellationToken cancel)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var draft in db.Set<Draft>().AsNoTracking().Select(d => d.Content).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var content = JsonSerializer.Deserialize<ArticleContent>(draft, CanonicalJson.Options)!;
            used.UnionWith(content.Bylines.Select(b => "person " + b.Slug));
            used.UnionWith(content.Topics.Select(t => "topic " + t.Slug));
            used.UnionWith(ContentWalk.Media(content).Select(m => "file " + m));
        }
        return used;
    }
}
