using System.Globalization;
using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Broadside.Media;

/// <summary>Files as the desk's pages send and show them: one at a time into the library, pictures as renditions whether published or not, originals for editors.</summary>
internal static class EditorMedia
{
    // Around the file itself: boundaries and names.
    private const long Wrapping = 1 << 20;
    private const int LongestBoundary = 200;

    private sealed record Said(string? Alt, string? Credit, string? Caption);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/media", UploadAsync).WithMetadata(new NeedsAttribute(Right.ManageMedia));
        routes.MapGet("/desk/media/{sha256}/{width}", ShowAsync).WithMetadata(new NeedsAttribute(Right.Translate));
        routes.MapPost("/desk/media/file/{sha256}/original", OriginalAsync).WithMetadata(new NeedsAttribute(Right.EditOthers));
        routes.MapPost("/desk/media/{sha256}", SayAsync).WithMetadata(new NeedsAttribute(Right.ManageMedia));
    }

    private static async Task<IResult> UploadAsync(HttpContext context, AddMedia add, MediaSettings settings)
    {
        var most = Math.Max(settings.LargestRecording, Math.Max(settings.LargestPicture, settings.LargestDocument));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = most + Wrapping;
        }
        if (await FileAsync(context) is not { } file)
        {
            return DeskAnswer.Refused(context, new Refusal("media.empty", "The file is empty. Send it again.", "file"));
        }
        var (content, name) = file;
        var outcome = await add.RunAsync(content, new NewMedia(name) { Who = context.Actor() }, context.RequestAborted);
        return outcome.IsDone ? DeskAnswer.Json(Shown(outcome.Value)) : DeskAnswer.Refused(context, outcome.Refusal);
    }

    private static object Shown(MediaFile file) => new
    {
        file.Sha256,
        Kind = (MediaType.Named(file.MediaType)?.Kind ?? MediaKind.Document).ToString().ToLowerInvariant(),
        file.Name,
        file.MediaType,
        file.Bytes,
        file.Width,
        file.Height,
        file.Seconds,
        file.Title,
        file.Alt,
        file.Credit,
        file.CreditUrl,
        file.Caption,
        Preview = $"/desk/media/{file.Sha256}/960",
    };

    // Read as it comes: a film is never held in memory, nor written down twice.
    private static async Task<(Stream Content, string Name)?> FileAsync(HttpContext context)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and < LongestBoundary } boundary)
        {
            return null;
        }
        var reader = new MultipartReader(boundary.ToString(), context.Request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
            {
                if (section.GetContentDispositionHeader() is { } about && about.IsFileDisposition() && about.Name.Equals("file", StringComparison.Ordinal))
                {
                    return (section.Body, HeaderUtilities.RemoveQuotes(about.FileNameStar.HasValue ? about.FileNameStar : about.FileName).ToString());
                }
            }
        }
        catch (Exception e) when (e is IOException and not BadHttpRequestException or InvalidDataException)
        {
            // Cut short, or no such form at all.
        }
        return null;
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string sha256, string width, MediaQueries library, Renditions renditions)
    {
        if (!int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) || !MediaStore.IsHash(sha256) || await library.FindAsync(sha256, context.RequestAborted) is not { Width: { } own })
        {
            return Results.NotFound();
        }
        var wanted = new RenditionName(sha256, MediaAddress.Widths(own).Last(w => w <= Math.Max(asked, MediaAddress.AllWidths[0])), Media.MediaType.Jpeg);
        if (await renditions.PathAsync(wanted, context.RequestAborted) is not { } path)
        {
            return Results.NotFound();
        }
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(path, wanted.Format.Name);
    }

    private static async Task<IResult> OriginalAsync(HttpContext context, string sha256, FetchOriginal fetch)
    {
        var outcome = await fetch.RunAsync(sha256, context.Actor(), context.RequestAborted);
        if (!outcome.IsDone)
        {
            return DeskAnswer.Refused(context, outcome.Refusal);
        }
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(outcome.Value.Path, "application/octet-stream", outcome.Value.Name);
    }

    private static async Task<IResult> SayAsync(HttpContext context, string sha256, DescribeMedia describe)
    {
        try
        {
            var said = await JsonSerializer.DeserializeAsync<Said>(context.Request.Body, CanonicalJson.Options, context.RequestAborted);
            var words = new MediaWords(Alt: Written(said?.Alt), Caption: Written(said?.Caption), Credit: Written(said?.Credit));
            var outcome = await describe.RunAsync(sha256, words, mark: null, context.Actor(), context.RequestAborted);
            return outcome.IsDone ? DeskAnswer.Json(Shown(outcome.Value)) : DeskAnswer.Refused(context, outcome.Refusal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return DeskAnswer.Refused(context, new Refusal("media_words", "The words did not arrive whole. Write them again."));
        }
    }

    // A picture without words in one article keeps those that it has in the library.
    private static string? Written(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
