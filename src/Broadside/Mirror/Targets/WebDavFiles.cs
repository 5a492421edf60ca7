using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Broadside.Mirror.Targets;

/// <summary>Files over WebDAV (RFC 4918), with no more of it than nginx's own module knows: PUT, MKCOL, MOVE, DELETE.</summary>
internal sealed class WebDavFiles : IFarFiles
{
    private static readonly HttpMethod MakeCollection = new("MKCOL");
    private static readonly HttpMethod Move = new("MOVE");

    private readonly Uri root;
    private readonly HttpWire wire;
    private readonly AuthenticationHeaderValue? login;
    private readonly HashSet<string> made = [""];

    public WebDavFiles(MirrorAddress address, MirrorSecret secret, MirrorPatience patience, TimeProvider time)
    {
        root = address.Base!;
        wire = new HttpWire(root, patience, time);
        var user = secret.User ?? address.User;
        login = user.Length > 0 ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret.Password}"))) : null;
    }

    public int Lanes => 6;

    public Task<byte[]?> ReadAsync(string path, int most, CancellationToken cancel) => wire.SendAsync(Request(HttpMethod.Get, path), 0, async (answer, token) =>
        answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone ? null
        : answer.IsSuccessStatusCode ? await HttpWire.BytesAsync(answer, most, token)
        : throw await TroubleAsync(answer, token), cancel);

    public Task<long?> SizeAsync(string path, CancellationToken cancel) => wire.SendAsync(Request(HttpMethod.Head, path), 0, async (answer, token) =>
        answer.IsSuccessStatusCode ? answer.Content.Headers.ContentLength
        : answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone ? null
        : throw await TroubleAsync(answer, token), cancel);

    public Task WriteAsync(string path, Stream content, long size, CancellationToken cancel)
    {
        var request = Request(HttpMethod.Put, path);
        request.Content = new StreamContent(content, 1 << 18);
        request.Content.Headers.ContentLength = size;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return DoneAsync(request, size, cancel);
    }

    public Task MoveAsync(string from, string to, CancellationToken cancel)
    {
        var request = Request(Move, from);
        request.Headers.Add("Destination", At(to).AbsoluteUri);
        request.Headers.Add("Overwrite", "T");
        return DoneAsync(request, 0, cancel);
    }

    public async Task MakeFolderAsync(string path, CancellationToken cancel)
    {
        var parts = path.Split('/');
        for (var count = 1; count <= parts.Length; count++)
        {
            var folder = string.Join('/', parts[..count]);
            lock (made)
            {
                if (made.Contains(folder))
                {
                    continue;
                }
            }
            // 405 (RFC 4918 §9.3.1): there is something at that address already.
            await DoneAsync(Request(MakeCollection, folder + "/"), 0, cancel, HttpStatusCode.MethodNotAllowed, HttpStatusCode.Conflict);
            lock (made)
            {
                made.Add(folder);
            }
        }
    }

    public Task DeleteAsync(string path, CancellationToken cancel) => DoneAsync(Request(HttpMethod.Delete, path), 0, cancel, HttpStatusCode.NotFound, HttpStatusCode.Gone);

    public Task DropFolderAsync(string path, CancellationToken cancel) => DeleteAsync(path + "/", cancel);

    // Nothing in the protocol takes a folder away only if it is empty: it stays, and holds nothing.
    public Task TidyFolderAsync(string path, CancellationToken cancel) => Task.CompletedTask;

    public Task SettleAsync(CancellationToken cancel) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        wire.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task DoneAsync(HttpRequestMessage request, long size, CancellationToken cancel, params HttpStatusCode[] alsoGood) =>
        await wire.SendAsync(request, size, async (answer, token) => answer.IsSuccessStatusCode || alsoGood.Contains(answer.StatusCode) ? true : throw await TroubleAsync(answer, token), cancel);

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, At(path));
        request.Headers.Authorization = login;
        return request;
    }

    private Uri At(string path) => new(root, string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));

    private static async Task<MirrorTrouble> TroubleAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        _ = await HttpWire.SaidAsync(answer, cancel);
        return new MirrorTrouble(HttpWire.KindOf(answer.StatusCode), $"{(int)answer.StatusCode} {answer.ReasonPhrase}");
    }
}
