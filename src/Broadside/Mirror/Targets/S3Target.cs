using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Broadside.Kit;

namespace Broadside.Mirror.Targets;

/// <summary>
/// A bucket of S3 or of what speaks its language. An object is replaced whole, so each file is put straight where readers see it; its
/// hash goes with it, and the server refuses other bytes.
/// </summary>
internal sealed partial class S3Target(MirrorAddress address, MirrorSecret secret, MirrorPatience patience, TimeProvider time) : IMirrorTarget
{
    private const int Lanes = 8;
    private const string Mark = "x-amz-meta-sha256";

    private readonly HttpWire wire = new(address.Base!, patience, time);
    private readonly S3Signature signature = new(secret.User ?? "", secret.Password ?? "", address.Region, time);

    public Action<SentFile>? Sent { get; set; }

    public Task<byte[]?> ReadAsync(string path, int most, CancellationToken cancel) => wire.SendAsync(Request(HttpMethod.Get, path, S3Signature.NoBody), 0, async (answer, token) =>
    {
        if (answer.IsSuccessStatusCode)
        {
            return await HttpWire.BytesAsync(answer, most, token);
        }
        var said = await HttpWire.SaidAsync(answer, token);
        return answer.StatusCode == HttpStatusCode.NotFound && CodeOf(said) != "NoSuchBucket" ? null : throw Trouble(answer.StatusCode, said);
    }, cancel);

    public Task StageAsync(IReadOnlyList<SentFile> files, bool isResumed, CancellationToken cancel) => Task.CompletedTask;

    public Task PlaceAsync(IReadOnlyList<SentFile> files, bool isResumed, CancellationToken cancel) => AllAsync(files, async (file, token) =>
    {
        if (!isResumed || !await IsThereAsync(file, token))
        {
            await PutAsync(file, token);
        }
        Mishap.Here("mirror file in place");
        Sent?.Invoke(file);
    }, cancel);

    public Task RemoveAsync(IReadOnlyList<string> paths, CancellationToken cancel) => AllAsync(paths, async (path, token) =>
    {
        await wire.SendAsync(Request(HttpMethod.Delete, path, S3Signature.NoBody), 0, DoneAsync, token);
        Mishap.Here("mirror file removed");
    }, cancel);

    public ValueTask DisposeAsync()
    {
        wire.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<bool> IsThereAsync(SentFile file, CancellationToken cancel) => wire.SendAsync(Request(HttpMethod.Head, file.Path, S3Signature.NoBody), 0,
        (answer, _) => Task.FromResult(answer.IsSuccessStatusCode && answer.Headers.TryGetValues(Mark, out var marks) && marks.Contains(file.Sha256)), cancel);

    private async Task PutAsync(SentFile file, CancellationToken cancel)
    {
        var size = file.Size;
        using var content = HashedFile.Open(file);
        var request = Request(HttpMethod.Put, file.Path, file.Sha256, file.Sha256);
        request.Content = new StreamContent(content, 1 << 18);
        request.Content.Headers.ContentLength = size;
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(FileKinds.Of(file.Path));
        await wire.SendAsync(request, size, DoneAsync, cancel);
        content.Check();
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string bodySha256, string? mark = null)
    {
        var key = address.Path.Length == 0 ? path : $"{address.Path}/{path}";
        var request = new HttpRequestMessage(method, new Uri(address.Base!, $"/{address.Bucket}/{S3Signature.Encode(key)}"));
        if (mark is not null)
        {
            request.Headers.TryAddWithoutValidation(Mark, mark);
        }
        signature.Sign(request, bodySha256);
        return request;
    }

    private static async Task<bool> DoneAsync(HttpResponseMessage answer, CancellationToken cancel) =>
        answer.IsSuccessStatusCode ? true : throw Trouble(answer.StatusCode, await HttpWire.SaidAsync(answer, cancel));

    private static Exception Trouble(HttpStatusCode status, string said)
    {
        var code = CodeOf(said);
        if (code == "XAmzContentSHA256Mismatch")
        {
            return new EditionMoved();
        }
        var kind = code switch
        {
            "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidSecurity" or "AuthorizationHeaderMalformed" => TroubleKind.Login,
            "QuotaExceeded" or "XMinioStorageFull" => TroubleKind.Full,
            "NoSuchBucket" => TroubleKind.Unreachable,
            "SlowDown" or "RequestTimeout" => TroubleKind.Slow,
            _ => HttpWire.KindOf(status),
        };
        return new MirrorTrouble(kind, code.Length > 0 ? $"{(int)status} {code}" : $"{(int)status}");
    }

    private static Task AllAsync<T>(IReadOnlyList<T> all, Func<T, CancellationToken, ValueTask> act, CancellationToken cancel) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = cancel }, act);

    private static string CodeOf(string said) => Code().Match(said) is { Success: true } code ? code.Groups[1].Value : "";

    [GeneratedRegex("<Code>([A-Za-z0-9]{1,60})</Code>")]
    private static partial Regex Code();
}
