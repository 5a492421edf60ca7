using Broadside.Articles;
using Broadside.Guard;
using Broadside.Tests.Site;

namespace Broadside.Tests.Guard;

public sealed class VersionFileTests
{
    public static TheoryData<string, string> Damages { get; } = Cross("head gone", "head altered", "head cut", "index gone", "index altered", "index cut", "segment gone", "segment altered", "segment cut", "all gone");

    [Theory]
    [MemberData(nameof(Damages))]
    [Trait("Defence", "signed-head")]
    [Trait("Defence", "content-hash")]
    public async Task Whatever_happens_to_the_files_the_signed_text_is_served_and_an_alarm_raised(string engine, string damage)
    {
        await using var newsroom = await OpenAsync(engine);
        var before = await newsroom.ServedAsync();
        await newsroom.CloseAsync();

        Damage(newsroom.Folder, damage);
        await newsroom.OpenAgainAsync();

        Assert.Equal(before, await newsroom.ServedAsync());
        Assert.NotEmpty(await newsroom.AlarmsAsync());
        Assert.NotEmpty(await newsroom.FindAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_text_of_which_no_good_copy_is_left_is_not_served_at_all(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.AlterAsync("UPDATE versions SET content = replace(content, 'Second', 'Bought')");
        await newsroom.CloseAsync();
        Damage(newsroom.Folder, "segment altered");
        await newsroom.OpenAgainAsync();

        var served = await newsroom.ServedAsync();

        Assert.Contains("/2026/11/a/ 503", served, StringComparison.Ordinal);
        Assert.DoesNotContain("Bought", served, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_record_of_which_no_good_copy_is_left_is_known_to_be_lost()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        await newsroom.AlterAsync("DELETE FROM versions");
        await newsroom.CloseAsync();
        Damage(newsroom.Folder, "segment gone");
        await newsroom.OpenAgainAsync();

        newsroom.Get<SiteRecord>().Read<Identity>(Identity.Part);

        Assert.True(newsroom.Get<SiteRecord>().IsLost("site/identity"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Without_the_private_key_a_newsroom_serves_and_says_why_it_cannot_publish(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        var before = await newsroom.ServedAsync();
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("c", "New"), Actor.Operator, TestContext.Current.CancellationToken);
        await newsroom.CloseAsync();
        File.Delete(Path.Combine(newsroom.Folder, "keys", "site.key"));
        await newsroom.OpenAgainAsync();

        var published = await newsroom.Get<PublishArticle>().RunAsync("c", Actor.Operator, "A test.", TestContext.Current.CancellationToken);
        var taken = await newsroom.Get<TakeDownArticle>().RunAsync("a", "A test.", Actor.Operator, TestContext.Current.CancellationToken);
        var corrected = await newsroom.Get<CorrectArticle>().RunAsync("a", CorrectionKind.Correction, "A test.", Actor.Operator, TestContext.Current.CancellationToken);

        Assert.Equal(before, await newsroom.ServedAsync());
        Assert.All(new[] { published.Refusal, taken.Refusal, corrected.Refusal }, refusal => Assert.Equal("no_key", refusal?.Code));
        Assert.Empty(await newsroom.FindAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_rebuild_that_was_interrupted_is_finished_at_the_next_start(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        var before = await newsroom.ServedAsync();
        await newsroom.AlterAsync("DELETE FROM versions");
        await newsroom.CloseAsync();
        var aside = Directory.CreateDirectory(Path.Combine(newsroom.Folder, "versions", "aside-20261122120000000")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(newsroom.Folder, "versions")))
        {
            File.Move(file, Path.Combine(aside, Path.GetFileName(file)));
        }

        await newsroom.OpenAgainAsync();

        Assert.Equal(before, await newsroom.ServedAsync());
    }

    [Fact]
    [Trait("Defence", "signed-head")]
    public async Task An_old_copy_of_the_files_takes_nothing_back_while_the_newsroom_runs()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        var versions = Path.Combine(newsroom.Folder, "versions");
        var old = Directory.GetFiles(versions).Where(f => !f.EndsWith("lock", StringComparison.Ordinal)).ToDictionary(f => f, File.ReadAllBytes);
        await newsroom.PublishAsync(Newspaper.Article("c", "Newer", "Newer text."));
        var before = await newsroom.ServedAsync();

        foreach (var (file, bytes) in old)
        {
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        }

        Assert.False(newsroom.Get<VersionStore>().Refresh());
        Assert.False(newsroom.Get<VersionStore>().Reload());
        Assert.Equal(before, await newsroom.ServedAsync());
    }

    private static async Task<TestNewsroom> OpenAsync(string engine)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("a", "First", "First text."), Newspaper.Article("b", "Other", "Other text."));
        await newsroom.PublishAsync(Newspaper.Article("a", "Second", "Second text.") with { Address = "/2026/11/a/" });
        await newsroom.Get<WriteSiteRecord>().RunAsync(Menus.Part, new Menus { Head = [new MenuItem("About", "/about/")] }, Actor.Operator, "A test.", TestContext.Current.CancellationToken);
        return newsroom;
    }

    private static TheoryData<string, string> Cross(params string[] damages)
    {
        var data = new TheoryData<string, string>();
        foreach (var damage in damages)
        {
            data.Add(Engines.Sqlite, damage);
            data.Add(Engines.Postgres, damage);
        }
        return data;
    }

    private static void Damage(string folder, string damage)
    {
        string At(string name) => Path.Combine(folder, "versions", name == "segment" ? "000001.log" : name);
        var (name, what) = (damage.Split(' ')[0], damage.Split(' ')[1]);
        foreach (var file in name == "all" ? [At("head"), At("index"), At("segment")] : new[] { At(name) })
        {
            if (what == "gone")
            {
                File.Delete(file);
                continue;
            }
            var bytes = File.ReadAllBytes(file);
            var text = System.Text.Encoding.Latin1.GetString(bytes);
            File.WriteAllText(file, what == "cut" ? text[..(text.Length / 2)] : text.Replace("Second", "Bought", StringComparison.Ordinal).Replace("/a/", "/z/", StringComparison.Ordinal).Replace("\"length\":", "\"length\":1", StringComparison.Ordinal), System.Text.Encoding.Latin1);
        }
    }
}
