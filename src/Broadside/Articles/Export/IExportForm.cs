using Broadside.Media;

namespace Broadside.Articles.Export;

/// <summary>A form in which the whole newsroom leaves: told of everything once, articles first, in the order of their ids.</summary>
internal interface IExportForm : IAsyncDisposable
{
    Task BeginAsync(CancellationToken cancel);

    Task AddAsync(ExportedArticle article, CancellationToken cancel);

    Task AddAsync(MediaFile file, CancellationToken cancel);

    Task EndAsync(ExportNames names, CancellationToken cancel);
}
