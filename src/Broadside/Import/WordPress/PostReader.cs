using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Import.Hygiene;
using Broadside.Kit;

namespace Broadside.Import.WordPress;

/// <summary>Makes an article or page of an export's item: its body into blocks, its people, topics, dates, pictures and old addresses.</summary>
internal sealed class PostReader(PostReader.Setting setting, Ids ids)
{
    /// <summary>What all items of one import share.</summary>
    public sealed record Setting
    {
        public required OldSite Site { get; init; }

        /// <summary>This program wrote the export.</summary>
        public bool IsOwn { get; init; }

        /// <summary>The old site's address as the export states it, without a slash at the end.</summary>
        public string Base { get; init; } = "";

        public required OldPeople People { get; init; }

        public required OldTerms Terms { get; init; }

        public required BodySources Sources { get; init; }

        public required ImportOptions Options { get; init; }

        public required string Language { get; init; }

        public required TimeZoneInfo Zone { get; init; }

        public Func<string, FoundMedia?>? FindMedia { get; init; }
    }

    public ReadPost Read(WxrItem item, string hash)
    {
        var title = PlainText.Of(item.Title);
        var label = $"“{(title.Length > 0 ? title : "untitled")}”{(item.Id.Length > 0 ? $" (post {item.Id})" : "")}, line {item.Line}";
        var post = new ReadPost { SourceId = item.Id, Guid = item.Guid, Hash = hash, Label = label };
        var kind = setting.Options.KindOf(item.Type);
        if (item.Type == "attachment")
        {
            // What shows it brings it along.
            return post;
        }
        if (kind is null)
        {
            return post with { Warnings = [new ImportWarning(OtherType.Code(item), post.Label, OtherType.Why(item))] };
        }
        return Content(post, item, kind.Value, title);
    }

    private ReadPost Content(ReadPost post, WxrItem item, ArticleKind kind, string title)
    {
        var warnings = new List<ImportWarning>();
        var gone = setting.IsOwn ? OwnContent.ReadGone(item) : null;
        var published = gone is null && IsPublished(item, post.Label, warnings);
        var html = new BodyHtml(setting.Sources, item.Id);
        var body = HtmlReader.Read(html.Of(item.Content, item.MetaOf("footnotes")), Options());
        warnings.AddRange(html.Notes.Select(n => new ImportWarning(n.Code, post.Label, n.Message)));
        var (hygiene, named) = BodyFindings.Of(body, title, post.Label);
        var pictures = new PostPictures(setting.Sources.Attachments, setting.FindMedia);
        if (Own(item, pictures, body) is (var own, var next))
        {
            return post with
            {
                SourceId = own.Id,
                Content = own with { Kind = kind },
                IsPublished = published,
                Next = published && next is not null ? next with { Kind = kind } : null,
                Gone = gone,
                EmbargoedUntil = OwnContent.ReadEmbargo(item),
                Comments = item.Comments,
                Warnings = [.. warnings, .. named],
                Hygiene = hygiene,
                Missing = pictures.Missing,
            };
        }
        var blocks = pictures.Complete(body.Blocks);
        var lead = pictures.Lead(item.MetaOf("_thumbnail_id"));
        if (lead is null && item.MetaOf("_thumbnail_id") is { Length: > 0 } number && number != "0")
        {
            warnings.Add(new ImportWarning("attachment", post.Label, $"Its featured image (attachment {number}) is not in this export."));
        }
        blocks = pictures.WithoutDouble(blocks, lead);
        blocks = PostEnclosure.Add(item, blocks, pictures);
        var authors = setting.People.Of(item);
        var content = new ArticleContent
        {
            Id = ids.New(),
            Kind = kind,
            Slug = SlugOf(item, title),
            FormerAddresses = setting.Site.AddressesOf(item, FilesOf(item)),
            Language = setting.Language,
            Title = title.Length > 0 ? title : Beginning(blocks),
            Standfirst = PlainText.Of(item.Excerpt) is { Length: > 0 } excerpt ? excerpt : null,
            Bylines = kind == ArticleKind.Page ? [] : [.. authors.Select(a => a.Byline)],
            Topics = setting.Terms.TopicsOf(item),
            Tags = setting.Terms.TagsOf(item),
            Lead = lead,
            Blocks = blocks,
            PublishedAt = PostDates.Of(item, setting.Zone, published),
            CanonicalUrl = Canonical(item),
            Summary = PlainText.Of(item.MetaOf("_yoast_wpseo_metadesc")) is { Length: > 0 } summary ? summary : null,
        };
        return post with
        {
            Content = content,
            IsPublished = published,
            Comments = item.Comments,
            Authors = [.. authors.Select(a => (a.Nicename, a.Byline.Slug))],
            Warnings = [.. warnings, .. named],
            Hygiene = hygiene,
            Missing = pictures.Missing,
        };
    }

    // Where a link was stripped, the HTML as it was read counts.
    private (ArticleContent Content, ArticleContent? Next)? Own(WxrItem item, PostPictures pictures, ReadBody body)
    {
        if (!setting.IsOwn || body.Notes.Any(n => n.Code == ReadCode.Stripped))
        {
            return null;
        }
        var own = new OwnContent(setting.Base, setting.FindMedia, pictures);
        return own.Read(item) is { } content ? (content, own.ReadNext(item)) : null;
    }

    // Those that hang on the post, and the featured picture where it hangs on none.
    private IEnumerable<Attachment> FilesOf(WxrItem item)
    {
        var files = setting.Sources.Attachments.Of(item.Id);
        return item.MetaOf("_thumbnail_id") is { } number && setting.Sources.Attachments.ById(number.Trim()) is { Parent: "" or "0" } lead ? [.. files, lead] : files;
    }

    private HtmlReaderOptions Options() => new()
    {
        BaseUrl = setting.Site.Base,
        OwnHosts = setting.Site.Hosts,
        FindMedia = setting.FindMedia,
        Strip = setting.Options.StripsHost,
        Keep = setting.Options.KeepsHost,
    };

    private static bool IsPublished(WxrItem item, string label, List<ImportWarning> warnings)
    {
        if (item["post_password"].Length > 0)
        {
            warnings.Add(new ImportWarning("password", label, "It was protected by a password; it is a draft here."));
            return false;
        }
        var why = item.Status switch
        {
            "publish" => null,
            "draft" or "pending" or "auto-draft" => "",
            "future" => $"It was scheduled for {item["post_date"]}; it is a draft here, with that date.",
            "private" => "It was private; it is a draft here.",
            "trash" => "It lay in the bin; it is a draft here.",
            "" => "It states no status; it is a draft here.",
            _ => $"Its status “{item.Status}” is unknown; it is a draft here.",
        };
        if (why is { Length: > 0 })
        {
            warnings.Add(new ImportWarning(item.Status is "future" or "private" or "trash" ? item.Status : "status", label, why));
        }
        return why is null;
    }

    private static string SlugOf(WxrItem item, string title)
    {
        var name = Uri.UnescapeDataString(item.Name);
        // Some tools leave the file name of the old page in it.
        name = name.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? name[..^5] : name;
        return Slug.From(name) is { Length: > 0 } own ? own : Slug.From(title);
    }

    private string? Canonical(WxrItem item) =>
        item.MetaOf("_yoast_wpseo_canonical")?.Trim() is { Length: > 0 } address && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && !setting.Site.Hosts.Contains(uri.Host)
            ? address
            : null;

    private static string Beginning(IReadOnlyList<Block> blocks) =>
        FirstWords.Of(blocks.SelectMany(ContentWalk.Texts).Select(t => t.Text).FirstOrDefault(t => !string.IsNullOrWhiteSpace(t)) ?? "Untitled");
}
