using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Kit;

/// <summary>A newsroom whose tables are up to date and whose modules have opened.</summary>
public sealed class OpenNewsroom(ServiceProvider services) : IAsyncDisposable
{
    public IServiceProvider Services => services;

    public async ValueTask DisposeAsync()
    {
        foreach (var closing in services.GetServices<IClosing>())
        {
            await closing.CloseAsync();
        }
        await services.DisposeAsync();
    }
}
