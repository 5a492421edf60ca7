using Broadside.Guard;
using Broadside.Mirror.Editions;
using Broadside.Mirror.Moving;
using Broadside.Site;
using Broadside.Site.Curating;
using Broadside.Tests.Mirror.Editions;
using Broadside.Tests.Site;

namespace Broadside.Tests.Mirror.Moving;

public sealed class FormerFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Every_edition_tells_where_the_addresses_of_an_earlier_time_lead(string engine)
    {
        await using var newsroom = await EditionTests.OpenAsync(engine);
        using var folder = new TempFolder();
        await EditionTests.ExportAsync(newsroom, folder.At("out"));
        var file = folder.At("out", EditionPath.FileOf(FormerFile.Path));
        Assert.False(File.Exists(file));

        await newsroom.PublishAsync(Newspaper.Article("moved", "Moved") with { FormerAddresses = ["/?p=7", "/old/moved.html", "/https://elsewhere.example/"] });
        var added = await newsroom.Get<AddRedirect>().RunAsync("/old/front/", "/archive/", Actor.Operator, Cancel);
        Assert.True(added.IsDone, added.Refusal?.Message);
        await EditionTests.ExportAsync(newsroom, folder.At("out"));

        var told = FormerAddresses.Read(await File.ReadAllBytesAsync(file, Cancel));
        Assert.Equal(["/?p=7", "/old/front/", "/old/moved.html"], told.Addresses.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("/2026/11/moved/", "/archive/"), (told.Of("/?p=7"), told.Of("/old/front")));
        Assert.Equal((await newsroom.Get<PageCache>().GetAsync(FormerFile.Path, Cancel))!.Page.Body, await File.ReadAllBytesAsync(file, Cancel));
        foreach (var (from, to) in told.Addresses.Where(a => !a.Key.Contains('?', StringComparison.Ordinal)))
        {
            Assert.Equal(to, newsroom.Get<OldAddresses>().Of(from));
        }

        await newsroom.PublishAsync(Newspaper.Article("moved", "Moved") with { Address = "/2026/11/moved-again/", FormerAddresses = ["/2026/11/moved/"] });
        await EditionTests.ExportAsync(newsroom, folder.At("out"));
        Assert.Equal("/2026/11/moved-again/", FormerAddresses.Read(await File.ReadAllBytesAsync(file, Cancel)).Of("/2026/11/moved/"));
    }
}
