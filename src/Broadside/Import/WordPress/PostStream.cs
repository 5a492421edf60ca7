using System.Threading.Channels;
using Broadside.Kit;

namespace Broadside.Import.WordPress;

/// <summary>
/// The second pass over one file: items are parsed on every core and come out in the file's order, with no more of the file
/// in memory than <see cref="Budget"/> characters.
/// </summary>
internal sealed class PostStream(WxrFile file, PostReader reader) : IDisposable
{
    private const int Budget = 12 * 1024 * 1024;
    private const int MostAhead = 64;

    private readonly SemaphoreSlim returned = new(0);
    private long ahead;

    /// <summary>What one item of the file came to. <paramref name="Length"/> in characters.</summary>
    public sealed record Step(IReadOnlyList<ReadPost> Posts, IReadOnlyList<ImportWarning> Warnings, int Length);

    /// <summary>All items. The caller returns each step with <see cref="Return"/> when it is done with it.</summary>
    public async IAsyncEnumerable<Step> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var steps = Channel.CreateBounded<Task<Step>>(MostAhead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var cutting = Task.Run(() => CutAsync(steps.Writer, stop.Token), stop.Token);
        try
        {
            await foreach (var step in steps.Reader.ReadAllAsync(cancel))
            {
                yield return await step;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await cutting.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>The step is in the database: its room may be used again.</summary>
    public void Return(Step step)
    {
        Interlocked.Add(ref ahead, -step.Length);
        returned.Release();
    }

    public void Dispose() => returned.Dispose();

    private async Task CutAsync(ChannelWriter<Task<Step>> steps, CancellationToken cancel)
    {
        try
        {
            while (file.Next() is { } part)
            {
                await RoomAsync(part.Text.Length, cancel);
                await steps.WriteAsync(Task.Run(() => Parse(part), cancel), cancel);
            }
            steps.Complete();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            steps.Complete(e);
        }
        catch (OperationCanceledException)
        {
            steps.TryComplete();
        }
    }

    private async Task RoomAsync(int length, CancellationToken cancel)
    {
        while (Interlocked.Read(ref ahead) is > 0 and var used && used + length > Budget)
        {
            await returned.WaitAsync(cancel);
        }
        Interlocked.Add(ref ahead, length);
    }

    private Step Parse(WxrPart part)
    {
        var posts = new List<ReadPost>(1);
        var warnings = new List<ImportWarning>();
        var read = file.Read(part);
        foreach (var (item, warning) in read)
        {
            if (warning is not null)
            {
                warnings.Add(warning);
            }
            if (item is not null)
            {
                var hash = CanonicalJson.Sha256(System.Runtime.InteropServices.MemoryMarshal.AsBytes(read.Count == 1 ? part.Text.AsSpan() : $"{item.Id} {item.Title} {item.Content}"));
                posts.Add(reader.Read(item, hash));
            }
        }
        return new Step(posts, warnings, part.Text.Length);
    }
}
