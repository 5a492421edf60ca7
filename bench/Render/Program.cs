using System.Collections;
using System.Globalization;
using Broadside;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Import;
using Broadside.Import.Sample;
using Broadside.ImportBench;
using Broadside.RenderBench;
using Broadside.Site;
using Broadside.Tests.Themes;
using Broadside.Themes;
using Microsoft.Extensions.DependencyInjection;

// bench/render [SECONDS]: how long making a page takes, within one process and without HTTP.
var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var folder = Directory.CreateTempSubdirectory("broadside-bench-").FullName;
await using (var newsroom = await Newsroom.OpenAsync(folder, Broadside.Program.Modules, CancellationToken.None, new Hashtable()))
{
    var services = newsroom.Services;
    await services.GetRequiredService<MakeSample>().RunAsync(Actor.Operator, CancellationToken.None);
    var sources = services.GetServices<IPageSource>().ToList();
    var articles = services.GetRequiredService<Catalogue>().Latest(ListKey.All, 100).Select(e => e.Address).ToList();

    Task<Page?> Make(string path) => sources.Select(s => s.Find(path)).OfType<PageRender>().First()(new PageNotes(), CancellationToken.None);

    var theme = services.GetRequiredService<Theme>();
    var pages = new MadeUpPages(theme);
    var (view, frame) = (pages.Article(photo: true), pages.Frame("en", front: false));
    var bodies = new List<Page>();
    foreach (var path in articles)
    {
        bodies.Add((await Make(path))!);
    }

    var measure = new Measure(TimeSpan.FromSeconds(seconds));
    Console.WriteLine($"{articles.Count} articles of the sample, {seconds} s each, {DateTime.UtcNow:yyyy-MM-dd}");
    Console.WriteLine();
    Console.WriteLine("| what | quickest tenth | median | p95 | times | allocated |");
    Console.WriteLine("|---|---|---|---|---|---|");
    await measure.RunAsync("theme: Liquid and frame, an article with every kind of block", _ => { theme.Render("article", frame, pages.Head("A headline", article: true), view, pages.Dress); return Task.CompletedTask; });
    await measure.RunAsync("whole article page, each of the sample in turn", turn => Make(articles[turn % articles.Count]));
    await ImportAsync(services, folder);
    // Far more than the contents that are kept once read, and no two neighbours in a row.
    var archive = services.GetRequiredService<Catalogue>().Latest(ListKey.All, int.MaxValue).Select(e => e.Address).ToList();
    await measure.RunAsync($"whole article page whose text was not in memory, {archive.Count} in turn", turn => Make(archive[(int)(turn * 997L % archive.Count)]));
    await measure.RunAsync("front page", _ => Make("/"));
    await measure.RunAsync("packing an article as brotli", turn => Task.FromResult(new CachedPage(bodies[turn % bodies.Count]).For(takesBrotli: true, takesGzip: true)));
    await measure.RunAsync("packing an article as gzip", turn => Task.FromResult(new CachedPage(bodies[turn % bodies.Count]).For(takesBrotli: false, takesGzip: true)));
}
Directory.Delete(folder, recursive: true);

static async Task ImportAsync(IServiceProvider services, string folder)
{
    var export = Path.Combine(folder, "export.xml");
    WxrGenerator.Write(export, 2000);
    var outcome = await services.GetRequiredService<ImportWordPress>().RunAsync([export], new ImportOptions(), (_, _) => { }, CancellationToken.None);
    _ = outcome.Value;
}
