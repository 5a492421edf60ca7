using System.Text;
using Broadside.Articles.Markdown;
using Broadside.Kit;
using Broadside.Media;

namespace Broadside.Articles.Export;

/// <summary>
/// The newsroom as a folder of Markdown files: <c>articles/</c> by their addresses, <c>pages/</c>, <c>drafts/</c>,
/// <c>withdrawn/</c>; comments beside their article; the lists of signed versions in <c>versions.jsonl</c>; what belongs to the whole outlet in <c>newsroom.json</c>.
/// </summary>
internal sealed class MarkdownForm(string folder, SiteFacts site, ExportedMedia media) : IExportForm
{
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    private StreamWriter? versions;

    public Task BeginAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        return Task.CompletedTask;
    }

    public async Task AddAsync(ExportedArticle article, CancellationToken cancel)
    {
        var name = NameOf(article);
        if (article.Content is { } content)
        {
            await WriteAsync(name + ".md", content, article, cancel);
        }
        else
        {
            await WriteAsync(name + ".md", Withdrawn(article), cancel);
        }
        if (article.Draft is { } draft)
        {
            await WriteAsync(name + ".draft.md", draft, article with { State = ArticleState.Draft }, cancel);
        }
        if (article.Versions.Count > 0)
        {
            // Not beside the texts: who builds a site from them would publish it.
            versions ??= File.CreateText(Path.Combine(folder, "versions.jsonl"));
            await versions.WriteLineAsync(Encoding.UTF8.GetString(CanonicalJson.Bytes(new { id = article.Id, file = name + ".md", versions = article.Versions })).AsMemory(), cancel);
        }
        if (article.Comments.Count > 0)
        {
            await WriteAsync(name + ".comments.json", Encoding.UTF8.GetString(CanonicalJson.Bytes(article.Comments)) + "\n", cancel);
        }
    }

    public Task AddAsync(MediaFile file, CancellationToken cancel) => Task.CompletedTask;

    public Task EndAsync(ExportNames names, CancellationToken cancel) =>
        WriteAsync("newsroom.json", Encoding.UTF8.GetString(CanonicalJson.Bytes(new { v = 1, site, tags = names.Tags, series = names.Series, media = media.Files })) + "\n", cancel);

    public ValueTask DisposeAsync() => versions?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Task WriteAsync(string name, ArticleContent content, ExportedArticle article, CancellationToken cancel)
    {
        var up = string.Concat(Enumerable.Repeat("../", name.Count(c => c == '/')));
        var text = ArticleMarkdown.Write(
            content,
            sha => $"{up}{ExportNewsroom.MediaFolder}/{media.NameOf(sha)}",
            ("id", article.Id),
            ("state", State(article.State)),
            ("scheduled", ArticleMarkdown.Instant(article.ScheduledAt)),
            ("schedule_zone", article.ScheduledAt is null ? null : article.ScheduleZone),
            ("embargoed_until", ArticleMarkdown.Instant(article.EmbargoedUntil)));
        return WriteAsync(name, text, cancel);
    }

    private async Task WriteAsync(string name, string text, CancellationToken cancel)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, cancel);
    }

    private static string Withdrawn(ExportedArticle article) =>
        new StringBuilder("---\n")
            .Field("title", article.Title.ReplaceLineEndings(" "))
            .Field("id", article.Id)
            .Field("state", State(article.State))
            .Field("address", article.Tombstone?.Address)
            .Field("withdrawn", ArticleMarkdown.Instant(article.Tombstone?.At))
            .Field("reason", article.Tombstone?.Reason)
            .Append("---\n").ToString();

    private static string State(ArticleState state) => state switch
    {
        ArticleState.InReview => "in_review",
        ArticleState.TakenDown => "taken_down",
        _ => state.ToString().ToLowerInvariant(),
    };

    // Every part is made a slug: nothing in an address can lead out of the folder.
    private string NameOf(ExportedArticle article)
    {
        string?[] names = [article.Content?.Address, article.Tombstone?.Address, article.Content?.Slug, article.Title, article.Id];
        var parts = names.Select(n => (n ?? "").Split('/', '?').Select(Slug.From).Where(p => p.Length > 0).ToList()).First(p => p.Count > 0);
        var home = article.State switch
        {
            ArticleState.TakenDown => "withdrawn",
            ArticleState.Published when article.Kind == ArticleKind.Page => "pages",
            ArticleState.Published => "articles",
            _ => "drafts",
        };
        var name = string.Join('/', parts.Prepend(home));
        for (var number = 2; !taken.Add(name); number++)
        {
            name = string.Join('/', parts.Prepend(home)) + "-" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        return name;
    }
}
