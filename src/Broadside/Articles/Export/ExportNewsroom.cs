using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;

namespace Broadside.Articles.Export;

/// <summary>
/// Writes the whole newsroom into files that other systems read: articles and pages in every state, people, topics, tags,
/// series, redirects, corrections, comments, and the media files beside. Flat in memory, however large the archive.
/// </summary>
public sealed class ExportNewsroom(ExportSource source, MediaQueries media, MediaStore store, SiteRecord site, BaseAddress address, TimeProvider time)
{
    /// <summary>Where the media files lie, beside the export's own file.</summary>
    public const string MediaFolder = "media";

    /// <param name="format">Any but HTML.</param>
    /// <param name="target">A new or empty folder; for one file also a file name that ends in <c>.xml</c> or <c>.json</c>.</param>
    /// <param name="withMedia">Copies the media files too.</param>
    /// <param name="progress">0 to 1, with a word for what is being done.</param>
    /// <param name="cancel">Between two articles or files.</param>
    public async Task<Outcome<ExportReport>> RunAsync(ExportFormat format, string target, bool withMedia, Action<double, string> progress, CancellationToken cancel)
    {
        var (folder, file) = Place(format, Path.GetFullPath(target));
        if (Occupied(folder, file, withMedia) is { } refusal)
        {
            return refusal;
        }
        var files = new ExportedMedia(await media.AllAsync(cancel));
        var ids = await source.IdsAsync(cancel);
        var report = new ExportReport(format.ToString().ToLowerInvariant(), file ?? folder, [], []);
        Directory.CreateDirectory(folder);
        var names = new ExportNames();
        await using (var form = Form(format, folder, file, files))
        {
            await form.BeginAsync(cancel);
            var done = 0;
            await foreach (var article in source.ReadAsync(ids, cancel))
            {
                await form.AddAsync(article, cancel);
                report = Count(report, article, names);
                progress(0.7 * ++done / ids.Count, "Writing articles");
            }
            foreach (var one in files.Files)
            {
                await form.AddAsync(one, cancel);
            }
            await form.EndAsync(names, cancel);
        }
        if (file is not null)
        {
            File.Move(file + ".part", file);
        }
        var missing = withMedia ? Copy(files, Path.Combine(folder, MediaFolder), progress, cancel) : [];
        return Finish(report, names, files, missing);
    }

    private static (string Folder, string? File) Place(ExportFormat format, string target)
    {
        if (format == ExportFormat.Markdown)
        {
            return (target, null);
        }
        var extension = format == ExportFormat.Wxr ? ".xml" : ".json";
        return target.EndsWith(extension, StringComparison.OrdinalIgnoreCase)
            ? (Path.GetDirectoryName(target)!, target)
            : (target, Path.Combine(target, "newsroom" + extension));
    }

    private static Refusal? Occupied(string folder, string? file, bool withMedia)
    {
        if (File.Exists(folder) || (file is not null && (File.Exists(file) || Directory.Exists(file))))
        {
            return new Refusal("target", $"{(File.Exists(folder) ? folder : file)} is there already. Name another place, or remove it.", "target");
        }
        var media = Path.Combine(folder, MediaFolder);
        var isOwn = file is null || Path.GetFileNameWithoutExtension(file) == "newsroom";
        if (isOwn && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return new Refusal("target", $"The folder {folder} is not empty. Name another, or empty it.", "target");
        }
        return withMedia && Directory.Exists(media)
            ? new Refusal("target", $"{media} is there already. Name another place, or remove it.", "target")
            : null;
    }

    private IExportForm Form(ExportFormat format, string folder, string? file, ExportedMedia files)
    {
        var facts = Facts();
        return format switch
        {
            ExportFormat.Markdown => new MarkdownForm(folder, facts, files),
            ExportFormat.Json => new JsonForm(File.Create(file + ".part"), facts),
            _ => new WxrForm(File.Create(file + ".part"), new WxrSetting { Identity = facts.Identity, Base = facts.Address, At = time.GetUtcNow(), Site = facts, People = facts.People, Topics = facts.Topics, Media = files }),
        };
    }

    private SiteFacts Facts() => new()
    {
        Address = address.Value,
        Identity = site.Read<Identity>(Identity.Part),
        Menus = site.Read<Menus>(Menus.Part),
        Curation = site.Read<Curation>(Curation.Part),
        Redirects = site.Read<Redirects>(Redirects.Part).Paths,
        People = site.Read<PeoplePart>(PeoplePart.Part).People,
        Topics = site.Read<TopicsPart>(TopicsPart.Part).Topics,
    };

    private static ExportReport Count(ExportReport report, ExportedArticle article, ExportNames names)
    {
        if (article.Content is { } content)
        {
            names.Take(content);
        }
        return report with
        {
            Articles = report.Articles + (article.Kind == ArticleKind.Article ? 1 : 0),
            Pages = report.Pages + (article.Kind == ArticleKind.Page ? 1 : 0),
            Drafts = report.Drafts + (article.State is ArticleState.Published or ArticleState.TakenDown ? 0 : 1),
            Withdrawn = report.Withdrawn + (article.State == ArticleState.TakenDown ? 1 : 0),
            Pending = report.Pending + (article.Draft is null ? 0 : 1),
            Comments = report.Comments + article.Comments.Count,
            Redirects = report.Redirects + (article.Content?.FormerAddresses.Count ?? 0),
            Unreadable = article.Content is null && article.Tombstone is null ? [.. report.Unreadable, article.Title] : report.Unreadable,
        };
    }

    private List<string> Copy(ExportedMedia files, string folder, Action<double, string> progress, CancellationToken cancel)
    {
        var missing = new List<string>();
        var done = 0;
        foreach (var file in files.Files)
        {
            cancel.ThrowIfCancellationRequested();
            progress(0.7 + (0.3 * ++done / files.Files.Count), "Copying media");
            if (store.Has(file.Sha256))
            {
                Directory.CreateDirectory(folder);
                File.Copy(store.PathOf(file.Sha256), Path.Combine(folder, ExportedMedia.NameOf(file)));
            }
            else
            {
                missing.Add(file.Name);
            }
        }
        return missing;
    }

    private ExportReport Finish(ExportReport report, ExportNames names, ExportedMedia files, IReadOnlyList<string> missing) => report with
    {
        People = site.Read<PeoplePart>(PeoplePart.Part).People.Count,
        Topics = site.Read<TopicsPart>(TopicsPart.Part).Topics.Count,
        Tags = names.Tags.Count,
        Series = names.Series.Count,
        Redirects = report.Redirects + site.Read<Redirects>(Redirects.Part).Paths.Count,
        Media = files.Files.Count - missing.Count,
        Missing = missing,
    };
}
