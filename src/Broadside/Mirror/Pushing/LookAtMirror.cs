using System.Text;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Editions;

namespace Broadside.Mirror.Pushing;

/// <summary>Looks at what a mirror gives to readers: its signature, its list of sums where that is not the newest, the front page, what says where money goes, and a few other files.</summary>
public sealed class LookAtMirror(EditionFolder folder, KeyRing keys) : IDisposable
{
    private const int MostFile = 64 << 20;
    private const int MostSignature = 4096;
    private const int Samples = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient anywhere = OutsideClient.Make(_ => true, TimeSpan.FromSeconds(10));
    private readonly HttpClient outside = OutsideClient.Make(_ => false, TimeSpan.FromSeconds(10));

    /// <param name="Number">The edition that it holds; null where that could not be told.</param>
    /// <param name="Bad">What it serves that the newsroom did not sign, as a file's name.</param>
    /// <param name="Missing">A file of its edition that it does not serve.</param>
    /// <param name="Error">Why nothing could be told.</param>
    public sealed record Found(long? Number, string? Bad = null, string? Missing = null, string? Error = null);

    public async Task<Found> RunAsync(MirrorRow mirror, CancellationToken cancel)
    {
        using var clock = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancel);
        try
        {
            return await LookAsync(mirror.IsLocal ? anywhere : outside, mirror.PublicAddress!, either.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Net.Sockets.SocketException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new Found(null, Error: e is OperationCanceledException ? "no answer" : e.Message);
        }
    }

    public void Dispose()
    {
        anywhere.Dispose();
        outside.Dispose();
    }

    private async Task<Found> LookAsync(HttpClient http, string at, CancellationToken cancel)
    {
        if (await GetAsync(http, at, EditionPath.Signature, MostSignature, cancel) is not { } signature)
        {
            return new Found(null, Error: $"{EditionPath.Signature} is not there");
        }
        var newest = await LocalEdition.ReadAsync(folder, keys, cancel);
        var (number, files) = newest is not null && newest.Signature.AsSpan().SequenceEqual(signature) ? (newest.Number, newest.Files) : (0, null);
        if (files is null)
        {
            if (await GetAsync(http, at, EditionPath.Sums, MostFile, cancel) is not { } sums)
            {
                return new Found(null, Error: $"{EditionPath.Sums} is not there");
            }
            if (keys.CommentOf(sums, Encoding.UTF8.GetString(signature)) is not { } comment || LocalEdition.NumberOf(comment) is not { } old)
            {
                return new Found(null, Bad: EditionPath.Sums);
            }
            (number, files) = (old, EditionSums.Read(Encoding.UTF8.GetString(sums)));
        }
        return await SampleAsync(http, at, number, files, cancel);
    }

    private static async Task<Found> SampleAsync(HttpClient http, string at, long number, IReadOnlyDictionary<string, string> files, CancellationToken cancel)
    {
        var names = files.Keys.Order(StringComparer.Ordinal).ToList();
        var some = new HashSet<string>(StringComparer.Ordinal);
        // Whoever swaps one thing on a mirror swaps an account number.
        some.UnionWith(names.Where(n => n is "index.html" or ".well-known/broadside/donate.json" || n.StartsWith("give/", StringComparison.Ordinal)));
        for (var i = 0; i < Samples && names.Count > 0; i++)
        {
            some.Add(names[(int)(BitConverter.ToUInt32(Ids.NewSecret(4)) % names.Count)]);
        }
        foreach (var name in some)
        {
            if (await GetAsync(http, at, name, MostFile, cancel) is not { } bytes)
            {
                return new Found(number, Missing: name);
            }
            if (CanonicalJson.Sha256(bytes) != files[name] && Defence.IsOn("mirror-look"))
            {
                return new Found(number, Bad: name);
            }
        }
        return new Found(number);
    }

    private static async Task<byte[]?> GetAsync(HttpClient http, string at, string name, int most, CancellationToken cancel)
    {
        var address = new Uri($"{at}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}");
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel);
        return answer.IsSuccessStatusCode ? await Targets.HttpWire.BytesAsync(answer, most, cancel) : null;
    }
}
