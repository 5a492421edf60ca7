namespace Broadside.Tests;

/// <summary>The sample outlet, served once for all tests that only read it. A test that changes anything starts a <see cref="ServedNewsroom"/> of its own.</summary>
public sealed class SampleSite : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private ServedNewsroom? newsroom;

    public async Task<ServedNewsroom> StartAsync()
    {
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return newsroom ??= await ServedNewsroom.StartAsync(Engines.Sqlite, ["sample"]);
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (newsroom is not null)
        {
            await newsroom.DisposeAsync();
        }
        gate.Dispose();
    }
}
