using System.Globalization;
using Broadside.Kit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Broadside.Media;

/// <summary>
/// Answers <c>/media/…</c>: originals and renditions of what is published, 404 for everything else. The database is not asked: the
/// signed versions say what is published, the file's own bytes say what it is and, by their hash, that it is what was approved.
/// </summary>
public sealed class ServeMedia(MediaStore store, Renditions renditions, ApprovedFiles approved, IEnumerable<IMediaVisibility> visibility)
{
    // In the place of one that is still being made: it may be looked for again in a minute.
    private const string Shortly = "public, max-age=60";
    private const string Forever = "public, max-age=31536000, immutable";
    private const string Powerless = "default-src 'none'; frame-ancestors 'none'; sandbox";

    private readonly IMediaVisibility[] visibility = [.. visibility];

    /// <param name="context">The request; GET or HEAD.</param>
    /// <param name="name">The address behind <c>/media/</c>.</param>
    public Task RunAsync(HttpContext context, string name) => RunAsync(context, name, IsPublished);

    /// <summary>The same for whoever sees more than readers do: those who preview a draft.</summary>
    /// <param name="context">The request; GET or HEAD.</param>
    /// <param name="name">The last part of the address.</param>
    /// <param name="mayShow">Whether they may see the file of that hash.</param>
    public async Task RunAsync(HttpContext context, string name, Func<string, bool> mayShow)
    {
        var cancel = context.RequestAborted;
        if (RenditionName.Parse(name) is { } rendition)
        {
            await AnswerAsync(context, rendition, mayShow);
        }
        else if (name.Length > 65 && name[64] == '.' && MediaStore.IsHash(name[..64]) && MediaType.WithExtension(name[65..]) is { } type)
        {
            var sha256 = name[..64];
            var good = mayShow(sha256) && await approved.IsAsync(sha256, type, cancel);
            if (good && type.Kind == MediaKind.Document)
            {
                // Saved, not opened in the site's name. The page that offers it says under which: what stands in the database is nobody's word.
                context.Response.Headers.ContentDisposition = "attachment";
            }
            await AnswerAsync(context, good ? store.PathOf(sha256) : null, type, $"\"{sha256}\"", Forever);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task AnswerAsync(HttpContext context, RenditionName wanted, Func<string, bool> mayShow)
    {
        var cancel = context.RequestAborted;
        if (!mayShow(wanted.Sha256) || !await approved.IsGoodAsync(wanted.Sha256, cancel))
        {
            await AnswerAsync(context, null, wanted.Format, "", Shortly);
            return;
        }
        try
        {
            var ready = await renditions.AtOnceAsync(wanted, cancel);
            var path = ready is null ? null : renditions.PathOf(ready);
            await AnswerAsync(context, path, (ready ?? wanted).Format, Tag(ready, path), ready == wanted ? Forever : Shortly);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException && !context.Response.HasStarted)
        {
            // Nothing can be kept: a full or read-only disk. The picture itself will do.
            await AnswerAsync(context, store.PathOf(wanted.Sha256), await approved.TypeAsync(wanted.Sha256, cancel) ?? wanted.Format, $"\"{wanted.Sha256}\"", Shortly);
        }
    }

    private bool IsPublished(string sha256) => !Defence.IsOn("media-visibility") || Array.Exists(visibility, v => v.IsPublished(sha256));

    // Its length is part of a rendition's tag: another libvips may have made other bytes.
    private static string Tag(RenditionName? rendition, string? path) =>
        path is null ? "" : string.Create(CultureInfo.InvariantCulture, $"\"{rendition!.FileName}-{new FileInfo(path).Length}\"");

    private static async Task AnswerAsync(HttpContext context, string? path, MediaType type, string tag, string keep)
    {
        var (request, response) = (context.Request, context.Response);
        if (path is null)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        response.Headers.ETag = tag;
        response.Headers.CacheControl = keep;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = Powerless;
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (Matches(request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.Headers.AcceptRanges = "bytes";
        await SendAsync(context, path, type, tag);
    }

    private static async Task SendAsync(HttpContext context, string path, MediaType type, string tag)
    {
        var response = context.Response;
        var size = new FileInfo(path).Length;
        var range = RangeOf(context.Request, size, tag);
        if (range is { Length: < 0 })
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{size}");
            return;
        }
        var (from, length) = range is { } part ? (part.From, part.Length) : (0, size);
        if (range is not null)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{from + length - 1}/{size}");
        }
        response.ContentType = type.Name;
        response.ContentLength = length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.SendFileAsync(path, from, length, context.RequestAborted);
        }
    }

    // A range counts for GET alone (RFC 9110 §14.2), and after If-Range only while the file is still that one.
    private static ByteRange? RangeOf(HttpRequest request, long size, string tag) =>
        HttpMethods.IsGet(request.Method) && (StringValues.IsNullOrEmpty(request.Headers.IfRange) || request.Headers.IfRange == tag)
            ? ByteRange.Parse(request.Headers.Range, size)
            : null;

    private static bool Matches(StringValues header, string tag) =>
        header.Count > 0 && (header == "*" || (EntityTagHeaderValue.TryParseList(header, out var tags)
            && tags.Any(t => t.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false))));
}
