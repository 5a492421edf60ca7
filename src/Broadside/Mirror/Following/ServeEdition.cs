using System.Collections.Concurrent;
using System.Net;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Mirror.Moving;
using Broadside.Mirror.Verifying;
using Broadside.Site;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Broadside.Mirror.Following;

/// <summary>
/// A web server for one edition: hands out what the edition lists, each file compared with its hash before it leaves, under the
/// site's own strict headers. What was withdrawn is gone (410); what somebody put into the folder is not there (404).
/// </summary>
internal sealed class ServeEdition(OpenEdition open)
{
    private const int Small = 4 << 20;
    private const int MostConnections = 2000;

    // Large files that were compared, as they were then.
    private readonly ConcurrentDictionary<string, (DateTime At, long Length, string Sha256)> compared = new(StringComparer.Ordinal);
    private volatile Former? former;

    public static async Task<WebApplication> StartAsync(OpenEdition open, Uri address, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(20);
            if (address.Host == "localhost")
            {
                kestrel.ListenLocalhost(address.Port);
            }
            else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            {
                kestrel.Listen(ip, address.Port);
            }
            else
            {
                kestrel.ListenAnyIP(address.Port);
            }
        });
        var app = builder.Build();
        app.Run(new ServeEdition(open).AnswerAsync);
        await app.StartAsync(cancel);
        return app;
    }

    /// <summary>Where it listens, without a slash at the end.</summary>
    public static string AddressOf(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');

    public async Task AnswerAsync(HttpContext context)
    {
        await open.FollowAsync(context.RequestAborted);
        var (request, response) = (context.Request, context.Response);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.Headers.Allow = "GET, HEAD";
            await SayAsync(context, StatusCodes.Status405MethodNotAllowed, "A mirror takes nothing. Forms go to the outlet itself.");
            return;
        }
        var edition = open.Now;
        var address = request.Path.Value is { Length: > 0 } given ? given : "/";
        var path = SignedPath.OfAddress(address);
        if (request.QueryString.HasValue && await FormerAsync(edition, address + Uri.UnescapeDataString(request.QueryString.Value!), context.RequestAborted) is { } asked)
        {
            Lead(response, address, asked);
        }
        else if (HashOf(edition, path) is { } sha256)
        {
            await (open.Withdrawn.Contains(sha256) && Defence.IsOn("serve-withdrawn") ? SayAsync(context, StatusCodes.Status410Gone, "The outlet has withdrawn this.") : SendAsync(context, path, sha256, StatusCodes.Status200OK));
        }
        else if (!address.EndsWith('/') && edition.Sums.HashOf(path + "/index.html") is not null)
        {
            Lead(response, address, address + "/");
        }
        else if (await FormerAsync(edition, address, context.RequestAborted) is { } now)
        {
            Lead(response, address, now);
        }
        else if (edition.Sums.HashOf(SignedPath.Lost) is { } lost)
        {
            await SendAsync(context, SignedPath.Lost, lost, StatusCodes.Status404NotFound);
        }
        else
        {
            await SayAsync(context, StatusCodes.Status404NotFound, "There is no such page in this edition.");
        }
    }

    // Relative, so that it holds wherever the mirror stands behind another server.
    private static void Lead(HttpResponse response, string from, string to)
    {
        var shared = 0;
        for (var i = 0; i < Math.Min(from.Length, to.Length) && from[i] == to[i]; i++)
        {
            shared = from[i] == '/' ? i + 1 : shared;
        }
        response.StatusCode = StatusCodes.Status301MovedPermanently;
        var up = from.AsSpan(shared).Count('/');
        var rest = new Uri("http://x/" + to[shared..]).PathAndQuery[1..];
        response.Headers.Location = (up == 0 ? "./" : string.Concat(Enumerable.Repeat("../", up))) + rest;
    }

    // An address of an earlier time, as this edition tells it.
    private async Task<string?> FormerAsync(SignedEdition edition, string address, CancellationToken cancel)
    {
        const string name = SignedPath.Former;
        if (edition.Sums.HashOf(name) is not { } sha256)
        {
            return null;
        }
        if (former is not { } known || known.Sha256 != sha256)
        {
            await using var file = Open(name);
            if (file is null || !await FitsAsync(name, file, sha256, cancel))
            {
                return null;
            }
            file.Position = 0;
            var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancel);
            former = known = new Former(sha256, FormerAddresses.Read(bytes.ToArray()));
        }
        return known.Addresses.Of(address);
    }

    private static string? HashOf(SignedEdition edition, string path) => path switch
    {
        SignedPath.Sums => edition.Sums.Sha256,
        SignedPath.Signature => CanonicalJson.Sha256(edition.SignatureFile),
        _ => edition.Sums.HashOf(path),
    };

    private async Task SendAsync(HttpContext context, string path, string sha256, int status)
    {
        var (request, response) = (context.Request, context.Response);
        // These three belong together, and a new edition may just be taking their place on the disk.
        var body = path switch
        {
            SignedPath.Sums => open.Now.SumsFile,
            SignedPath.Signature => open.Now.SignatureFile,
            SignedPath.Statement => open.Now.StatementFile,
            _ => null,
        };
        await using Stream? file = body is null ? Open(path) : new MemoryStream(body, writable: false);
        if (file is null || !await FitsAsync(path, file, sha256, context.RequestAborted))
        {
            await SayAsync(context, StatusCodes.Status503ServiceUnavailable, "This mirror's copy is not what was signed, and is not shown. Try another mirror, or the outlet.");
            return;
        }
        var tag = $"\"{sha256[..32]}\"";
        Head(response, path);
        response.Headers.ETag = tag;
        if (status == StatusCodes.Status200OK && request.Headers.IfNoneMatch.Any(m => m is "*" || (m?.Split(',').Any(one => one.Trim().TrimStart('W', '/') == tag) ?? false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.Headers.AcceptRanges = "bytes";
        var range = status == StatusCodes.Status200OK ? ByteRange.Parse(request.Headers.Range, file.Length) : null;
        if (range is { Length: < 0 })
        {
            response.Headers.ContentRange = $"bytes */{file.Length}";
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            return;
        }
        var (from, length) = range is { } part ? (part.From, part.Length) : (0, file.Length);
        response.StatusCode = range is null ? status : StatusCodes.Status206PartialContent;
        if (range is not null)
        {
            response.Headers.ContentRange = $"bytes {from}-{from + length - 1}/{file.Length}";
        }
        response.ContentLength = length;
        if (HttpMethods.IsGet(request.Method))
        {
            file.Position = from;
            await CopyAsync(file, response.Body, length, context.RequestAborted);
        }
    }

    // What leaves is read from the same open file that was compared.
    private async Task<bool> FitsAsync(string path, Stream file, string sha256, CancellationToken cancel)
    {
        if (!Defence.IsOn("serve-bytes"))
        {
            return true;
        }
        if (file is FileStream { Length: > Small } large && compared.TryGetValue(path, out var known) && known == (File.GetLastWriteTimeUtc(large.SafeFileHandle), large.Length, sha256))
        {
            return true;
        }
        var read = await HashStream.RunAsync(file, 0, long.MaxValue, cancel);
        if (read.Sha256 == sha256 && file is FileStream { Length: > Small } good)
        {
            compared[path] = (File.GetLastWriteTimeUtc(good.SafeFileHandle), good.Length, sha256);
        }
        return read.Sha256 == sha256;
    }

    private FileStream? Open(string path)
    {
        try
        {
            var info = new FileInfo(open.Place(path));
            return info.Exists && info.LinkTarget is null && info.Length > 0 ? new FileStream(info.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.Asynchronous) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Head(HttpResponse response, string path)
    {
        response.ContentType = ContentTypes.Of(path);
        var isHtml = SignedPath.IsHtml(path);
        foreach (var (name, value) in isHtml ? SafetyHeaders.Html : SafetyHeaders.Other)
        {
            response.Headers[name] = isHtml && name == "Content-Security-Policy" ? MirrorPolicy.Of(value, open.Now.Statement) : value;
        }
        response.Headers.CacheControl = isHtml || path.StartsWith(SignedPath.Folder, StringComparison.Ordinal) ? "public, no-cache" : "public, max-age=3600";
        // Readers' browsers fetch from mirrors what the outlet cannot send any more, and check it themselves.
        response.Headers.AccessControlAllowOrigin = "*";
    }

    private static async Task SayAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in SafetyHeaders.Other)
        {
            context.Response.Headers[name] = value;
        }
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/plain; charset=utf-8";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, long length, CancellationToken cancel)
    {
        var buffer = new byte[(int)Math.Min(length, 1 << 16)];
        while (length > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length)), cancel);
            if (read == 0)
            {
                return;
            }
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            length -= read;
        }
    }

    private sealed record Former(string Sha256, FormerAddresses Addresses);
}
