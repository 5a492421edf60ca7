namespace Broadside.Mirror.Targets;

/// <summary>Files at a far place that can rename: what <see cref="StagedTarget"/> needs of it. Paths are relative to the mirror's root.</summary>
internal interface IFarFiles : IAsyncDisposable
{
    /// <summary>How many things may be asked of it at once.</summary>
    int Lanes { get; }

    /// <summary>Null where there is no such file.</summary>
    Task<byte[]?> ReadAsync(string path, int most, CancellationToken cancel);

    /// <summary>In bytes; null where there is no such file.</summary>
    Task<long?> SizeAsync(string path, CancellationToken cancel);

    Task WriteAsync(string path, Stream content, long size, CancellationToken cancel);

    /// <summary>Takes the place of a file that is there, in one step.</summary>
    Task MoveAsync(string from, string to, CancellationToken cancel);

    /// <summary>With those above it; nothing where it is there.</summary>
    Task MakeFolderAsync(string path, CancellationToken cancel);

    /// <summary>Nothing where there is no such file.</summary>
    Task DeleteAsync(string path, CancellationToken cancel);

    /// <summary>Takes a folder away with all that is in it.</summary>
    Task DropFolderAsync(string path, CancellationToken cancel);

    /// <summary>Takes a folder away if nothing is in it.</summary>
    Task TidyFolderAsync(string path, CancellationToken cancel);

    /// <summary>Returns when a power cut at the far side takes nothing back, as far as that can be asked of it.</summary>
    Task SettleAsync(CancellationToken cancel);
}
