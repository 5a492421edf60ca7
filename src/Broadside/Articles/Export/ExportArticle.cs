using System.Text;
using Broadside.Articles.Markdown;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Themes;

namespace Broadside.Articles.Export;

/// <summary>Writes one article, published or draft, in a form that other programs read. Addresses in it are absolute: it stands by itself.</summary>
public sealed class ExportArticle(ExportSource source, MediaQueries media, SiteRecord site, BaseAddress address, Theme theme, TimeProvider time)
{
    public async Task<Outcome<string>> RunAsync(string id, ExportFormat format, CancellationToken cancel)
    {
        var article = await source.ReadAsync([id], cancel).FirstAsync(cancel);
        if (article.Content is not { } content)
        {
            return article.Tombstone is { } stone
                ? new Refusal("withdrawn", $"It was withdrawn ({stone.Reason}); its text does not leave the newsroom.")
                : new Refusal("unreadable", "No good copy of it is left. Run `broadside doctor`.");
        }
        var shown = ContentWalk.Media(content).ToHashSet(StringComparer.Ordinal);
        var files = new ExportedMedia((await media.AllAsync(cancel)).Where(m => shown.Contains(m.Sha256)));
        return format switch
        {
            ExportFormat.Json => Encoding.UTF8.GetString(CanonicalJson.Bytes(article)) + "\n",
            ExportFormat.Html => ArticleHtml.Write(content, theme.Vocabulary.For(content.Language), address.Absolute),
            ExportFormat.Wxr => await WxrAsync(article, content, files),
            _ => ArticleMarkdown.Write(content, sha => address.Absolute(MediaAddress.Root + files.NameOf(sha)), ("id", article.Id), ("state", article.IsPublished ? "published" : "draft")),
        };
    }

    private async Task<string> WxrAsync(ExportedArticle article, ArticleContent content, ExportedMedia files)
    {
        var named = content.Bylines.Select(b => b.Slug).ToHashSet(StringComparer.Ordinal);
        var under = content.Topics.Select(t => t.Slug).ToHashSet(StringComparer.Ordinal);
        var setting = new WxrSetting
        {
            Identity = site.Read<Identity>(Identity.Part),
            Base = address.Value,
            At = time.GetUtcNow(),
            People = [.. site.Read<PeoplePart>(PeoplePart.Part).People.Where(p => named.Contains(p.Slug))],
            Topics = [.. site.Read<TopicsPart>(TopicsPart.Part).Topics.Where(t => under.Contains(t.Slug))],
            Media = files,
        };
        using var text = new MemoryStream();
        await using (var writer = new WxrWriter(text, setting))
        {
            await writer.BeginAsync();
            await writer.AddAsync(article);
            foreach (var file in files.Files)
            {
                await writer.AddAsync(file);
            }
            await writer.EndAsync();
        }
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
