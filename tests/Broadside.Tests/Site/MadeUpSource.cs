using System.Text;
using Broadside.Site;

namespace Broadside.Tests.Site;

/// <summary>A few pages that no newsroom would have, to try the cache and the wire with.</summary>
public sealed class MadeUpSource : IPageSource, IDisposable
{
    public const string Long = "/wire/long/";
    public const string Short = "/wire/short/";
    public const string Gone = "/wire/gone/";
    public const string Missing = "/wire/missing/";
    public const string Broken = "/wire/broken/";

    public static byte[] LongBody { get; } = Encoding.UTF8.GetBytes("<!doctype html><title>Long</title>" + string.Concat(Enumerable.Range(0, 700).Select(i => $"<p>Line {i} of many.</p>\n")));

    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim begun = new(0);

    /// <summary>Pages under <c>/wire/held/</c> are made when this is called, and not before.</summary>
    public void Release() => release.SetResult();

    /// <summary>Waits until one more page under <c>/wire/held/</c> has been asked for.</summary>
    public Task BegunAsync() => begun.WaitAsync(TestContext.Current.CancellationToken);

    public IEnumerable<string> Paths() => [Long, Short];

    public PageRender? Find(string path) => path switch
    {
        _ when path.StartsWith("/wire/held/", StringComparison.Ordinal) => HeldAsync,
        Long => Answer(new Page("text/html; charset=utf-8", LongBody)),
        Short => Answer(new Page("text/html; charset=utf-8", "<p>Short."u8.ToArray())),
        Gone => Answer(new Page("text/html; charset=utf-8", [.. "<p>Gone: "u8, .. new byte[300].Select(_ => (byte)'x')]) { Status = 410 }),
        Missing => Answer(new Page("text/html; charset=utf-8", "<p>No such thing."u8.ToArray()) { Status = 404 }),
        "/wire/lost/" => (_, _) => Task.FromResult<Page?>(null),
        Broken => (_, _) => throw new InvalidOperationException("This page cannot be rendered."),
        _ => null,
    };

    private async Task<Page?> HeldAsync(PageNotes notes, CancellationToken cancel)
    {
        begun.Release();
        await release.Task;
        return new Page("text/html; charset=utf-8", LongBody);
    }

    private static PageRender Answer(Page page) => (_, _) => Task.FromResult<Page?>(page);

    public void Dispose() => begun.Dispose();
}
