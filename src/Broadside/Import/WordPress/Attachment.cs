using System.Text.Json;
using Broadside.Articles.Export;
using Broadside.Kit;

namespace Broadside.Import.WordPress;

/// <summary>A file of the old site's media library, as an export describes it.</summary>
internal sealed record Attachment
{
    public required string Id { get; init; }

    public required string Url { get; init; }

    /// <summary>The line of the export that it begins on.</summary>
    public int Line { get; init; }

    /// <summary>The page that showed it.</summary>
    public string Link { get; init; } = "";

    public string Parent { get; init; } = "";

    public string? Caption { get; init; }

    public string? Alt { get; init; }

    public string? Credit { get; init; }

    public string? CreditUrl { get; init; }

    /// <summary>Path below <c>wp-content/uploads/</c>.</summary>
    public string? File { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public int Order { get; init; }

    /// <summary>What an export of this program says besides.</summary>
    public WxrMedia? Own { get; init; }

    /// <summary>As a person would find it.</summary>
    public string Label => $"{Path.GetFileName(UploadAddress.Key(Url))}, line {Line}";

    public static Attachment Of(WxrItem item)
    {
        var measures = PhpValue.Read(item.MetaOf("_wp_attachment_metadata"));
        var organisation = Words(item.MetaOf("_navis_media_credit_org"));
        var credit = Words(item.MetaOf("_media_credit")) ?? Words(item.MetaOf("_credit"));
        var url = item["attachment_url"] is { Length: > 0 } stated ? stated : item.Guid;
        return new Attachment
        {
            Id = item.Id.Length > 0 ? item.Id : "#" + url,
            Url = url,
            Line = item.Line,
            Link = item.Link,
            Parent = item["post_parent"],
            Caption = Words(item.Excerpt) ?? Words(item.Content),
            Alt = Words(item.MetaOf("_wp_attachment_image_alt")),
            Credit = credit is not null && organisation is not null ? $"{credit} / {organisation}" : credit ?? organisation,
            CreditUrl = Words(item.MetaOf("_media_credit_url")),
            File = Words(item.MetaOf("_wp_attached_file")),
            Width = measures?["width"]?.Number,
            Height = measures?["height"]?.Number,
            Own = OwnFile(item.MetaOf(WxrMedia.Key)),
            Order = int.TryParse(item["menu_order"], out var order) ? order : 0,
        };
    }

    private static WxrMedia? OwnFile(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<WxrMedia>(json, CanonicalJson.Options) is { V: 1, Name: not null } file ? file : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? Words(string? text) => PlainText.Of(text) is { Length: > 0 } words ? words : null;
}
