using System.Reflection;
using System.Text;
using Broadside.Guard;
using Broadside.Site;

namespace Broadside.Mirror.Reading;

/// <summary>
/// <c>/worker.js</c>: the small script that reads mirrors, checked, when the outlet cannot be reached. The outlet's key stands in it, the root
/// key that may vouch for the next one, and those before, which that does not bring back.
/// </summary>
public sealed class OfflineWorker(KeyRing keys, SiteSettings settings) : IPageSource
{
    public const string Path = "/worker.js";

    // A worker's own requests follow the policy of its file: it must reach the mirrors, and runs nothing else.
    private const string Policy = "default-src 'none'; connect-src *";

    private static readonly string Script = Read();

    public PageRender? Find(string path) => settings.OfflineWorker && path == Path ? Make : null;

    public IEnumerable<string> Paths() => settings.OfflineWorker ? [Path] : [];

    private Task<Page?> Make(PageNotes notes, CancellationToken cancel)
    {
        notes.Note(KeyRing.Note);
        var text = Script
            .Replace("%KEY%", keys.SitePublicKey, StringComparison.Ordinal)
            .Replace("%ROOT%", keys.Certificate?.Root ?? "", StringComparison.Ordinal)
            .Replace("%FORMER%", string.Join(' ', keys.Retired.Select(r => r.Line)), StringComparison.Ordinal);
        return Task.FromResult<Page?>(new Page("text/javascript; charset=utf-8", Encoding.UTF8.GetBytes(text)) { Policy = Policy });
    }

    private static string Read()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Broadside.Mirror.Reading.worker.js")!);
        return reader.ReadToEnd();
    }
}
