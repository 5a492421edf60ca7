using Broadside.Kit;
using Broadside.Media;

namespace Broadside.Articles.Export;

/// <summary>The newsroom as one JSON file, an article a line, in the form in which contents are signed. Nothing is left out of it.</summary>
internal sealed class JsonForm(Stream to, SiteFacts site) : IExportForm
{
    private int articles;
    private int files;

    public async Task BeginAsync(CancellationToken cancel)
    {
        await WriteAsync("{\"v\":1,\n\"site\":"u8.ToArray(), cancel);
        await WriteAsync(CanonicalJson.Bytes(site), cancel);
        await WriteAsync(",\n\"articles\":["u8.ToArray(), cancel);
    }

    public async Task AddAsync(ExportedArticle article, CancellationToken cancel)
    {
        await WriteAsync(articles++ == 0 ? "\n"u8.ToArray() : ",\n"u8.ToArray(), cancel);
        await WriteAsync(CanonicalJson.Bytes(article), cancel);
    }

    public async Task AddAsync(MediaFile file, CancellationToken cancel)
    {
        await WriteAsync(files++ == 0 ? "\n],\n\"media\":[\n"u8.ToArray() : ",\n"u8.ToArray(), cancel);
        await WriteAsync(CanonicalJson.Bytes(file), cancel);
    }

    public async Task EndAsync(ExportNames names, CancellationToken cancel)
    {
        await WriteAsync(files == 0 ? "\n],\n\"media\":[\n],\n\"tags\":"u8.ToArray() : "\n],\n\"tags\":"u8.ToArray(), cancel);
        await WriteAsync(CanonicalJson.Bytes(names.Tags), cancel);
        await WriteAsync(",\n\"series\":"u8.ToArray(), cancel);
        await WriteAsync(CanonicalJson.Bytes(names.Series), cancel);
        await WriteAsync("}\n"u8.ToArray(), cancel);
    }

    public ValueTask DisposeAsync() => to.DisposeAsync();

    private Task WriteAsync(byte[] bytes, CancellationToken cancel) => to.WriteAsync(bytes, cancel).AsTask();
}
