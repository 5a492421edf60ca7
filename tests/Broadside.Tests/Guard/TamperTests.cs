using Broadside.Articles;
using Broadside.Guard;
using Broadside.Tests.Site;

namespace Broadside.Tests.Guard;

public sealed class TamperTests
{
    private const string A = "/2026/11/a/";

    public static TheoryData<string, string, string> Alterations { get; } = Cross(
        ("UPDATE versions SET content = replace(content, 'Second', 'Bought') WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("UPDATE versions SET content = replace(content, '\"text\":\"', '\"text\":\"https://casino.example ') WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("UPDATE versions SET content = NULL WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("UPDATE versions SET content = (SELECT o.content FROM versions o WHERE o.subject = 'article/a' AND o.number = 1) WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("UPDATE versions SET content = (SELECT o.content FROM versions o WHERE o.subject = 'article/b'), envelope = (SELECT o.envelope FROM versions o WHERE o.subject = 'article/b'), signature = (SELECT o.signature FROM versions o WHERE o.subject = 'article/b') WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("UPDATE versions SET signature = (SELECT o.signature FROM versions o WHERE o.subject = 'article/b') WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("UPDATE versions SET signature = 'no base 64' WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("UPDATE versions SET envelope = replace(envelope, '\"number\":2', '\"number\":3') WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("UPDATE versions SET envelope = '[]' WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("UPDATE versions SET sha256 = '00' WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("UPDATE versions SET at = at + 1 WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("UPDATE versions SET previous = NULL WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("UPDATE versions SET kind = 'takedown' WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("UPDATE versions SET content = replace(content, 'First', 'Bought') WHERE subject = 'article/a' AND number = 1", $"{A}, version 1"),
        ("DELETE FROM versions WHERE subject = 'article/a' AND number = 2", $"{A}, version 2"),
        ("DELETE FROM versions WHERE subject = 'article/a'", $"{A}, version 2"),
        ("DELETE FROM versions WHERE subject = 'article/b'", "/2026/11/b/, version 1"),
        ("INSERT INTO versions (seq, subject, number, kind, sha256, previous, at, envelope, signature, content) SELECT seq + 1000, subject, 3, kind, sha256, previous, at, envelope, signature, replace(content, 'Second', 'Bought') FROM versions WHERE subject = 'article/a' AND number = 2", $"{A}, version 3"),
        ("INSERT INTO versions (seq, subject, number, kind, sha256, previous, at, envelope, signature, content) SELECT -1, subject, 3, kind, sha256, previous, at, envelope, signature, content FROM versions WHERE subject = 'article/a' AND number = 2", $"{A}, version 3"),
        ("UPDATE articles SET title = 'Bought' WHERE id = 'a'", $"{A}, version 2"),
        ("UPDATE articles SET slug = 'bought' WHERE id = 'a'", $"{A}, version 2"),
        ("UPDATE articles SET address = '/bought/' WHERE id = 'a'", $"{A}, version 2"),
        ("UPDATE articles SET state = 'draft' WHERE id = 'a'", $"{A}, version 2"),
        ("UPDATE articles SET state = 'taken_down' WHERE id = 'a'", $"{A}, version 2"),
        ("UPDATE articles SET current_version = 1 WHERE id = 'a'", $"{A}, version 2"),
        ("UPDATE articles SET published_at = published_at + 1 WHERE id = 'a'", $"{A}, version 2"),
        ("UPDATE articles SET kind = 'page' WHERE id = 'a'", $"{A}, version 2"),
        ("DELETE FROM articles WHERE id = 'a'", $"{A}, version 2"),
        ("INSERT INTO articles (id, kind, slug, address, state, language, title, current_version, created_at, updated_at) VALUES ('x', 'article', 'bought', '/bought/', 'published', 'en', 'Bought', 1, 0, 0)", "/bought/, version 1"),
        ("UPDATE versions SET content = replace(content, '/about/', 'https://casino.example/') WHERE subject = 'site/menus'", "site/menus, version 1"),
        ("DELETE FROM versions WHERE subject = 'site/menus'", "site/menus, version 1"),
        ("UPDATE people SET bio = 'Bought' WHERE slug = 'ana'", "/people/ana/, version 1"),
        ("DELETE FROM people WHERE slug = 'ana'", "/people/ana/, version 1"),
        ("INSERT INTO people (slug, name, links) VALUES ('bought', 'Bought', '[]')", "/people/bought/, version 1"),
        ("UPDATE topics SET name = 'Bought' WHERE slug = 'city'", "/topics/city/, version 1"),
        ("UPDATE topics SET position = 9 WHERE slug = 'city'", "/topics/city/, version 1"));

    [Theory]
    [MemberData(nameof(Alterations))]
    [Trait("Defence", "version-signature")]
    [Trait("Defence", "content-hash")]
    [Trait("Defence", "forged-rows")]
    public async Task What_was_altered_before_the_start_is_named_once_and_never_served(string engine, string sql, string named)
    {
        await using var newsroom = await OpenAsync(engine);
        var before = await newsroom.ServedAsync();
        Assert.Empty(await newsroom.FindAsync());

        Assert.True(await newsroom.AlterAsync(sql) > 0);
        await newsroom.OpenAgainAsync();

        Assert.Equal(before, await newsroom.ServedAsync());
        Assert.Equal([$"altered: {named}"], (await newsroom.FindAsync()).Where(l => l.StartsWith("altered", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Alterations))]
    public async Task What_is_altered_while_it_runs_raises_an_alarm_by_itself_and_is_never_served(string engine, string sql, string named)
    {
        await using var newsroom = await OpenAsync(engine);
        var before = await newsroom.ServedAsync();

        Assert.True(await newsroom.AlterAsync(sql) > 0);
        await newsroom.Get<VersionWatch>().LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal(before, await newsroom.ServedAsync());
        // An old version's row and one that nobody asks for are no reader's: doctor names them.
        if (named.EndsWith("version 2", StringComparison.Ordinal) || named.StartsWith("site", StringComparison.Ordinal) || named.StartsWith("/people", StringComparison.Ordinal) || named.StartsWith("/topics", StringComparison.Ordinal))
        {
            Assert.Contains(await newsroom.AlarmsAsync(), a => a.Code == "altered");
        }
        Assert.Contains($"altered: {named}", await newsroom.FindAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_alarm_goes_once_the_row_is_as_signed_again(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.AlterAsync("UPDATE articles SET title = 'Bought' WHERE id = 'a'");
        await newsroom.Get<VersionWatch>().LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, (await newsroom.FindAsync()).Count);

        await newsroom.AlterAsync("UPDATE articles SET title = 'Second' WHERE id = 'a'");

        Assert.Empty(await newsroom.FindAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_forged_row_does_not_stand_in_the_way_of_the_next_version(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.AlterAsync("INSERT INTO versions (seq, subject, number, kind, sha256, previous, at, envelope, signature, content) SELECT (SELECT max(seq) + 1 FROM versions), subject, 3, kind, sha256, previous, at, envelope, signature, content FROM versions WHERE subject = 'article/a' AND number = 2");

        await newsroom.PublishAsync(Newspaper.Article("a", "Third", "Third text.") with { Address = A });

        Assert.Equal(3, newsroom.Get<VersionStore>().Live("article/a")!.Number);
        Assert.Contains(await newsroom.AlarmsAsync(), a => a.Code == "forged");
    }

    private static async Task<TestNewsroom> OpenAsync(string engine)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("a", "First", "First text."), Newspaper.Article("b", "Other", "Other text."));
        await newsroom.PublishAsync(Newspaper.Article("a", "Second", "Second text.") with { Address = A });
        await AddDirectoryAsync(newsroom);
        await newsroom.Get<WriteSiteRecord>().RunAsync(Menus.Part, new Menus { Head = [new MenuItem("About", "/about/")] }, Actor.Operator, "A test.", TestContext.Current.CancellationToken);
        return newsroom;
    }

    private static async Task AddDirectoryAsync(TestNewsroom newsroom)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var db = newsroom.Db();
        await using var writing = await newsroom.Get<VersionStore>().BeginWritingAsync(db, cancel);
        db.Add(new Person { Slug = "ana", Name = "Ana", Role = "Editor" });
        db.Add(new Topic { Slug = "city", Name = "The city" });
        var parts = await newsroom.Get<WriteSiteRecord>().DraftDirectoryAsync(db, Actor.Operator, "A test.", cancel);
        await newsroom.Get<VersionStore>().CommitAsync(db, writing, parts, cancel);
    }

    private static TheoryData<string, string, string> Cross(params (string Sql, string Named)[] alterations)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (sql, named) in alterations)
        {
            data.Add(Engines.Sqlite, sql, named);
            data.Add(Engines.Postgres, sql, named);
        }
        return data;
    }
}
