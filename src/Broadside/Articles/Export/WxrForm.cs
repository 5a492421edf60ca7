using Broadside.Media;

namespace Broadside.Articles.Export;

/// <summary>The newsroom as one WXR file.</summary>
internal sealed class WxrForm(Stream to, WxrSetting setting) : IExportForm
{
    private readonly WxrWriter writer = new(to, setting);

    public Task BeginAsync(CancellationToken cancel) => writer.BeginAsync();

    public Task AddAsync(ExportedArticle article, CancellationToken cancel) => writer.AddAsync(article);

    public Task AddAsync(MediaFile file, CancellationToken cancel) => writer.AddAsync(file);

    public Task EndAsync(ExportNames names, CancellationToken cancel) => writer.EndAsync();

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await to.DisposeAsync();
    }
}
