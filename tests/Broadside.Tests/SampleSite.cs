using Broadside.Tests.Site;

namespace Broadside.Tests;

/// <summary>The sample outlet, served once for all tests that only read it. A test that changes anything starts a <see cref="ServedNewsroom"/> of its own.</summary>
public sealed class SampleSite : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private ServedNewsroom? newsroom;
    private SamplePages? pages;

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

    /// <summary>Its pages by kind, found once.</summary>
    public async Task<SamplePages> PagesAsync()
    {
        var site = await StartAsync();
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return pages ??= await SamplePages.FindAsync(site);
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
