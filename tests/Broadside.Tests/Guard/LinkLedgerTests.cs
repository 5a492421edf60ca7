using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Staff;
using Broadside.Tests.Site;
using Broadside.Tests.Staff;

namespace Broadside.Tests.Guard;

public sealed class LinkLedgerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_ledger_says_who_first_linked_to_a_domain_when_and_in_which_version(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var editor = await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(Role.Editor));
        await newsroom.Get<SaveDraft>().RunAsync(Linked("a", "https://one.example/x"), editor, Cancel);
        Assert.True((await newsroom.Get<PublishArticle>().RunAsync("a", editor, "A test.", Cancel)).IsDone);
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        await newsroom.PublishAsync(Linked("b", "https://two.example/"), Linked("c", "https://one.example/y"));
        await newsroom.CloseAsync();

        using var process = TestProgram.Start(newsroom.Folder, newsroom.Postgres, "audit", "links");
        var end = await TestProgram.EndAsync(process);

        Assert.True(end.ExitCode == 0, end.Error);
        string[] expected = ["2026-11-22 13:00  two.example  /2026/11/b/, version 1  operator", $"2026-11-22 12:00  one.example  /2026/11/a/, version 1  {editor.Id}"];
        Assert.Equal(expected, end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static ArticleContent Linked(string id, string address) =>
        Newspaper.Article(id, "Bridge " + id) with { Blocks = [new Paragraph { Id = "p0", Text = "The bridge is closed.", Marks = [new Mark(4, 10, MarkKind.Link, address)] }] };
}
