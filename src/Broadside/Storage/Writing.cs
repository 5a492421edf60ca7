using Microsoft.EntityFrameworkCore.Storage;

namespace Broadside.Storage;

internal sealed class Writing(IDbContextTransaction transaction) : IWriting
{
    public Task CommitAsync(CancellationToken cancel) => transaction.CommitAsync(cancel);

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
