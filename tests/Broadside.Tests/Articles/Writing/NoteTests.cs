using Broadside.Articles.Notes;
using Broadside.Staff;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Articles.Writing;

public sealed class NoteTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_note_stands_beside_its_paragraph_and_waits_for_whom_it_names_until_it_is_settled(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var ana = await desk.SignedInAsync(Role.Editor);
        using var ben = await desk.SignedInAsync(Role.Writer);
        var id = await ana.BeginAsync("Ferries");

        var written = await ana.CallAsync(HttpMethod.Post, $"/desk/articles/{id}/notes", new { block = "aaaaaaaa", text = " Is this so? @Rosa Calle ", mentions = new[] { ben.Member!.Id, ben.Member.Id, ana.Member!.Id, "nobody" } });

        Assert.Equal((200, "Is this so? @Rosa Calle", ana.Member.Id), (written.Status, (string?)written.Json!["text"], (string?)written.Json["author"]!["id"]));
        var note = (string)written.Json["id"]!;
        Assert.Equal(note, (string?)(await ana.CallAsync(HttpMethod.Get, $"/desk/articles/{id}/notes")).Json![0]!["id"]);
        var waiting = Assert.Single(await desk.Get<NoteQueries>().WaitingForAsync(ben.Member.Id, 10, Cancel));
        Assert.Equal((note, "Ferries"), (waiting.Note.Id, waiting.Title));
        Assert.Empty(await desk.Get<NoteQueries>().WaitingForAsync(ana.Member.Id, 10, Cancel));

        // Whom it names may settle it, although the article is not theirs.
        Assert.Equal(200, (await ben.CallAsync(HttpMethod.Post, $"/desk/articles/{id}/notes/{note}/resolve", new { })).Status);
        Assert.Empty((await ana.CallAsync(HttpMethod.Get, $"/desk/articles/{id}/notes")).Json!.AsArray());
        Assert.Empty(await desk.Get<NoteQueries>().WaitingForAsync(ben.Member.Id, 10, Cancel));
    }

    [Fact]
    public async Task What_is_no_note_is_refused()
    {
        await using var desk = await TestDesk.StartAsync();
        using var ana = await desk.SignedInAsync(Role.Editor);
        var id = await ana.BeginAsync("Ferries");

        foreach (var body in new object[] { new { block = "a", text = "  " }, new { block = "", text = "x" }, new { block = "a", text = new string('x', 4001) }, new { block = 5, text = "x" }, new { } })
        {
            Assert.Equal(422, (await ana.CallAsync(HttpMethod.Post, $"/desk/articles/{id}/notes", body)).Status);
        }
        Assert.Equal(404, (await ana.CallAsync(HttpMethod.Post, "/desk/articles/none/notes", new { block = "a", text = "x" })).Status);
        Assert.Equal(404, (await ana.CallAsync(HttpMethod.Post, $"/desk/articles/{id}/notes/none/resolve", new { })).Status);
        Assert.Empty((await ana.CallAsync(HttpMethod.Get, $"/desk/articles/{id}/notes")).Json!.AsArray());
    }
}
