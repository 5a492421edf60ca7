using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Broadside.Site.Feeds;

/// <summary>JSON Feed 1.1 with full text.</summary>
public static class JsonFeed
{
    public const string MediaType = "application/feed+json";

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), WriteIndented = true, NewLine = "\n", IndentSize = 1 };

    public static byte[] Write(Feed feed)
    {
        var json = new JsonObject
        {
            ["version"] = "https://jsonfeed.org/version/1.1",
            ["title"] = feed.Title,
            ["description"] = feed.Description,
            ["home_page_url"] = feed.Home,
            ["feed_url"] = feed.Self,
            ["language"] = feed.Language,
            ["authors"] = new JsonArray(new JsonObject { ["name"] = feed.Outlet }),
        };
        if (feed.Image is not null)
        {
            json["icon"] = feed.Image;
        }
        json["items"] = new JsonArray([.. feed.Items.Select(Item)]);
        return JsonSerializer.SerializeToUtf8Bytes(json, Options);
    }

    private static JsonObject Item(FeedItem item)
    {
        var json = new JsonObject
        {
            ["id"] = item.Id,
            ["url"] = item.Url,
            ["title"] = item.Title,
            ["content_html"] = item.Html,
            ["date_published"] = FeedText.Instant(item.Published),
            ["language"] = item.Language,
        };
        if (item.Updated > item.Published)
        {
            json["date_modified"] = FeedText.Instant(item.Updated);
        }
        if (item.Summary is not null)
        {
            json["summary"] = item.Summary;
        }
        if (item.Image is not null)
        {
            json["image"] = item.Image.Url;
        }
        if (item.Authors.Count > 0)
        {
            json["authors"] = new JsonArray([.. item.Authors.Select(a => new JsonObject { ["name"] = a.Name, ["url"] = a.Url })]);
        }
        if (item.Categories.Count > 0)
        {
            json["tags"] = new JsonArray([.. item.Categories.Select(c => JsonValue.Create(c))]);
        }
        if (item.Audio is { } audio)
        {
            json["attachments"] = new JsonArray(Attachment(audio));
        }
        return json;
    }

    private static JsonObject Attachment(FeedFile audio)
    {
        var json = new JsonObject { ["url"] = audio.Url, ["mime_type"] = audio.MediaType };
        if (audio.Title is not null)
        {
            json["title"] = audio.Title;
        }
        if (audio.Bytes > 0)
        {
            json["size_in_bytes"] = audio.Bytes;
        }
        if (audio.Seconds is { } seconds)
        {
            json["duration_in_seconds"] = seconds;
        }
        return json;
    }
}
