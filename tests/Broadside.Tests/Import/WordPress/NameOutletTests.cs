using Broadside.Articles;
using Broadside.Guard;
using Broadside.Import;

namespace Broadside.Tests.Import.WordPress;

public sealed class NameOutletTests
{
    private const string Channel = "<title>La Voz &amp;amp; El Río</title><link>https://old.example</link><description>Noticias de la ribera</description><language>es-CO</language>";

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_newsroom_without_a_name_takes_that_of_the_export_and_gives_it_back_when_it_is_undone(string engine)
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var file = Export(folder, Channel);

        var dry = await newsroom.ImportAsync(file, new ImportOptions { DryRun = true });
        Assert.Equal(new Identity(), Identity(newsroom));
        var report = await newsroom.ImportAsync(file);

        Assert.Equal(new Identity { Name = "La Voz & El Río", Description = "Noticias de la ribera", Language = "es" }, Identity(newsroom));
        Assert.Equal("The newsroom had no name yet: it takes name (La Voz & El Río), language (es) and description from the export.", Assert.Single(report.Warnings, w => w.Code == "identity").Message);
        Assert.Equal(report.Warnings, dry.Warnings);
        Assert.DoesNotContain((await newsroom.ImportAsync(file)).Warnings, w => w.Code == "identity");

        await newsroom.Get<UndoImport>().RunAsync(report.Run!, Actor.Operator, _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(new Identity(), Identity(newsroom));
    }

    [Fact]
    public async Task A_name_that_was_given_here_stays_whatever_is_imported_or_undone()
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();
        var report = await newsroom.ImportAsync(Export(folder, Channel));
        var own = Identity(newsroom) with { Name = "The River Paper" };
        await newsroom.Get<WriteSiteRecord>().RunAsync(Broadside.Articles.Identity.Part, own, Actor.Operator, "Renamed.", TestContext.Current.CancellationToken);

        var other = await newsroom.ImportAsync(Export(folder, "<title>Another</title><link>https://another.example</link><language>fr</language>"));
        await newsroom.Get<UndoImport>().RunAsync(report.Run!, Actor.Operator, _ => { }, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(other.Warnings, w => w.Code == "identity");
        Assert.Equal(own, Identity(newsroom));
    }

    [Theory]
    [InlineData("<title></title><link>https://old.example</link>", "A new newsroom", null, "en")]
    [InlineData("<title>The Paper</title><description>Just another WordPress site</description><language>en-US</language>", "The Paper", null, "en")]
    [InlineData("<title>The Paper</title><language>klingon</language>", "The Paper", null, "en")]
    [InlineData("<title>الجريدة</title><language>ar</language>", "الجريدة", null, "ar")]
    public async Task What_the_export_leaves_open_stays_as_it_is(string channel, string name, string? description, string language)
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.ImportAsync(Export(folder, channel));
        Assert.Equal(new Identity { Name = name, Description = description, Language = language }, Identity(newsroom));
    }

    [Fact]
    public async Task Menus_are_reported_entry_by_entry_with_where_they_led()
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();
        var report = await newsroom.ImportAsync(Wxr.File(
            folder,
            Entry(1, "Donate", "<wp:postmeta><wp:meta_key>_menu_item_url</wp:meta_key><wp:meta_value>https://give.example/</wp:meta_value></wp:postmeta>"),
            Entry(2, "", "<wp:postmeta><wp:meta_key>_menu_item_object</wp:meta_key><wp:meta_value>page</wp:meta_value></wp:postmeta><wp:postmeta><wp:meta_key>_menu_item_object_id</wp:meta_key><wp:meta_value>13</wp:meta_value></wp:postmeta>")));

        Assert.Equal(
            ["An entry of the menu “Main”, which leads to https://give.example/. Menus are not brought over.", "An entry of the menu “Main”, which leads to page 13. Menus are not brought over."],
            report.Warnings.Where(w => w.Code == "menu").Select(w => w.Message));
    }

    private static Identity Identity(TestNewsroom newsroom) => newsroom.Get<SiteRecord>().Read<Identity>(Broadside.Articles.Identity.Part);

    private static string Export(TempFolder folder, string channel) => Wxr.Raw(folder, System.Text.Encoding.UTF8.GetBytes(
        Wxr.Head[..Wxr.Head.IndexOf("<title>", StringComparison.Ordinal)] + channel + "<wp:wxr_version>1.2</wp:wxr_version>\n" + Wxr.Post(1, "Text.") + Wxr.End));

    private static string Entry(int id, string title, string meta) =>
        $"<item><title>{title}</title><wp:post_id>{id}</wp:post_id><wp:status>publish</wp:status><wp:post_type>nav_menu_item</wp:post_type><category domain=\"nav_menu\" nicename=\"main\">Main</category>{meta}</item>\n";
}
