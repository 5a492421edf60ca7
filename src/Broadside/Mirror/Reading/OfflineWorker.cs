using System.Reflection;
using Broadside.Guard;
using Broadside.Site;

namespace Broadside.Mirror.Reading;

/// <summary><c>/worker.js</c>: the small script that reads mirrors, checked, when the outlet cannot be reached. The outlet's key stands in it.</summary>
public sealed class OfflineWorker(KeyRing keys, SiteSettings settings) : IPageSource
{
    public const string Path = "/worker.js";

    // A worker's own requests follow the policy of its file: it must reach the mirrors, and runs nothing else.
    private const string Policy = "default-src 'none'; connect-src *";

    private static readonly string Text = Read();

    public PageRender? Find(string path) => settings.OfflineWorker && path == Path
        ? (_, _) => Task.FromResult<Page?>(new Page("text/javascript; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(Text.Replace("%KEY%", keys.SitePublicKey, StringComparison.Ordinal))) { Policy = Policy })
        : null;

    public IEnumerable<string> Paths() => settings.OfflineWorker ? [Path] : [];

    private static string Read()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Broadside.Mirror.Reading.worker.js")!);
        return reader.ReadToEnd();
    }
}
