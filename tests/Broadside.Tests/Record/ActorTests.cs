using Broadside.Guard;
using Broadside.Record.Actors;
using Broadside.Record.Claims;

namespace Broadside.Tests.Record;

public sealed class ActorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Entries_that_are_one_count_as_one_until_the_merge_is_undone(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var (_, _, _, _, marin) = await newsroom.QuarrelAsync();
        var twin = await newsroom.ActorAsync("Ana Marín Ruiz", ActorKind.Person);

        // Two may be meant by one name: nobody is chosen.
        Assert.Null((await newsroom.Get<AddAlias>().RunAsync(twin.Id, "Marín", AliasKind.Name, null, false, Actor.Operator, Cancel)).Refusal);
        Assert.Null(await ResolveAsync(newsroom, "name:Marin"));

        Assert.Null((await newsroom.Get<MergeActors>().RunAsync(twin.Id, marin.Id, Actor.Operator, Cancel)).Refusal);
        Assert.Equal(twin.Id, await ResolveAsync(newsroom, "name:Marin"));
        Assert.Equal(twin.Id, (await newsroom.PublishDossierAsync()).Quotes.Single().Speaker);
        Assert.Equal(["ana marin", "ana marin ruiz", "marin", "marin"], (await newsroom.Get<ActorQueries>().FindAsync(twin.Id, Cancel))!.Aliases.Select(a => a.Folded));

        Assert.Null((await newsroom.Get<MergeActors>().UndoAsync(marin.Id, Actor.Operator, Cancel)).Refusal);
        Assert.Equal(marin.Id, (await newsroom.PublishDossierAsync()).Quotes.Single().Speaker);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_role_is_held_between_its_dates_and_needs_words_that_say_so(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var (_, _, _, _, marin) = await newsroom.QuarrelAsync();
        var fields = new RoleFields { Actor = marin.Id, Title = "Minister", Since = "2025", Until = "2026-06" };

        Assert.Equal("anchor", (await newsroom.Get<AddRole>().RunAsync(fields, [], Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Equal("until", (await newsroom.Get<AddRole>().RunAsync(fields with { Until = "2024" }, [RecordDesk.Pick(RecordDesk.First, "Minister")], Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Null((await newsroom.Get<AddRole>().RunAsync(fields, [RecordDesk.Pick(RecordDesk.First, "Minister Ana Marin")], Actor.Operator, Cancel)).Refusal);

        Assert.Single(await newsroom.Get<ActorQueries>().HoldersAsync("minister", new DateOnly(2026, 5, 3), Cancel));
        Assert.Empty(await newsroom.Get<ActorQueries>().HoldersAsync("minister", new DateOnly(2026, 7, 1), Cancel));
        Assert.Equal([("Minister", "2025", "2026-06")], (await newsroom.PublishDossierAsync()).Actors.Single(a => a.Id == marin.Id).Roles.Select(r => (r.Title, r.Since!, r.Until!)));
        Assert.Equal([marin.Id], (await newsroom.Get<ActorQueries>().SearchAsync("mar", 5, Cancel)).Select(a => a.Id));
    }

    private static async Task<string?> ResolveAsync(TestNewsroom newsroom, string name)
    {
        await using var db = newsroom.Db();
        return await newsroom.Get<FindActor>().ResolveAsync(db, name, Cancel);
    }
}
