using System.Collections.Concurrent;
using System.IO.Compression;
using System.Reflection;
using Broadside.Kit;
using Microsoft.AspNetCore.Http;

namespace Broadside.Themes.DeskFrame;

/// <summary>The desk's stylesheets and scripts, from the program itself. Their hash is part of the address, so a browser keeps them for good.</summary>
public sealed class DeskAssets
{
    private const string Prefix = "desk/assets/";

    private readonly ConcurrentDictionary<string, Asset?> assets = new(StringComparer.Ordinal);

    /// <param name="name">As <c>desk.css</c>.</param>
    public string Address(string name) => $"/desk/assets/{name}?v={Find(name)!.Hash[..12]}";

    public async Task ServeAsync(HttpContext context, string name)
    {
        if (Find(name) is not { } asset)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var packs = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        var body = packs ? asset.Gzip.Value : asset.Bytes;
        var headers = context.Response.Headers;
        // Only the address with the right hash may be kept: without it, tomorrow's program has other bytes here.
        headers.CacheControl = context.Request.Query["v"] == asset.Hash[..12] ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = "Accept-Encoding";
        headers.ContentEncoding = packs ? "gzip" : default;
        context.Response.ContentType = asset.ContentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private Asset? Find(string name) => assets.GetOrAdd(name, Load);

    private static Asset? Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name);
        if (stream is null)
        {
            return null;
        }
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var type = Path.GetExtension(name) switch { ".css" => "text/css; charset=utf-8", ".js" => "text/javascript; charset=utf-8", ".svg" => "image/svg+xml", _ => "application/octet-stream" };
        return new Asset(bytes, CanonicalJson.Sha256(bytes), type, new Lazy<byte[]>(() => Pack(bytes)));
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }
        return packed.ToArray();
    }

    private sealed record Asset(byte[] Bytes, string Hash, string ContentType, Lazy<byte[]> Gzip);
}
