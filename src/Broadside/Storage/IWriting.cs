namespace Broadside.Storage;

/// <summary>A writing transaction; without <see cref="CommitAsync"/> it is undone.</summary>
public interface IWriting : IAsyncDisposable
{
    Task CommitAsync(CancellationToken cancel);
}
