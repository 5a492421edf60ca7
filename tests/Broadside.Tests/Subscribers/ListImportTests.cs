using System.Text;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Storage;
using Broadside.Subscribers;
using Broadside.Subscribers.Lists;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Subscribers;

/// <summary>Lists from other systems: who is on the list by them, who is asked, who stays away.</summary>
public sealed class ListImportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Nobody_is_on_the_list_without_where_and_when_they_agreed(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);

        var trial = await ImportAsync(newsroom, "plain.csv", dryRun: true);
        Assert.Equal((2, 1, 2, 0), Counts(trial));
        Assert.Empty(await AllAsync(newsroom));
        var list = await ImportAsync(newsroom, "plain.csv");

        Assert.Equal(Counts(trial), Counts(list));
        Assert.Equal([(5, "“not an address” is no mail address."), (6, "The date “05/03/2024” cannot be read. Write it as 2024-03-05.")], list.Bad.Select(b => (b.Line, b.Message)));
        var all = (await AllAsync(newsroom)).ToDictionary(s => s.Address);
        var ana = all["ana.ruiz@example.org"];
        Assert.Equal((SubscriberState.Confirmed, "es", "Europe/Madrid", " harbour housing ", "Form on the old site, version 3", new DateTimeOffset(2024, 3, 5, 0, 0, 0, TimeSpan.Zero)), (ana.State, ana.Language, ana.Zone, ana.Topics, ana.ConsentSource, ana.ConfirmedAt));
        Assert.Equal((SubscriberState.Asked, null), (all["carla@example.org"].State, all["carla@example.org"].ConfirmedAt));
        Assert.Equal((SubscriberState.Asked, "ar"), (all["elena@example.org"].State, all["elena@example.org"].Language));
        // Asked once, and once alone, in their language.
        await newsroom.Get<JobRunner>().WorkAsync();
        await newsroom.Get<JobRunner>().WorkAsync();
        Assert.Equal(["carla@example.org", "elena@example.org"], Outbox.Of(newsroom.Folder).Select(m => m.Headers["Delivered-To"]).Order());
        Assert.Equal("A new newsroom: ¿sigue queriendo nuestro correo?", Outbox.To(newsroom.Folder, "carla@example.org")[0].Subject);
        Assert.Equal((0, 5, 0, 0), Counts(await ImportAsync(newsroom, "plain.csv")));
    }

    [Theory]
    [InlineData("mailchimp.csv", null, 0, 2, 0)]
    [InlineData("mailchimp.csv", "Mailchimp, confirmed by mail", 1, 1, 0)]
    [InlineData("mailchimp-left.csv", "Mailchimp", 0, 0, 1)]
    [InlineData("substack.csv", "Substack", 1, 0, 1)]
    [InlineData("ghost.csv", "Ghost", 1, 0, 1)]
    [InlineData("buttondown.csv", "Buttondown", 1, 1, 2)]
    [InlineData("semicolons.csv", null, 2, 0, 0)]
    public async Task Each_system_says_in_its_own_way_who_is_on_its_list(string file, string? source, int created, int asked, int suppressed)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        var list = await ImportAsync(newsroom, file, source: source);

        Assert.Equal((created, 0, asked, suppressed), Counts(list));
        Assert.Equal(file == "semicolons.csv" ? [4L] : [], list.Bad.Select(b => b.Line));
        var ana = (await AllAsync(newsroom)).FirstOrDefault(s => s.Address == "ana@example.org");
        if (created > 0 && ana is not null)
        {
            Assert.Equal((SubscriberState.Confirmed, source), (ana.State, ana.ConsentSource));
            Assert.InRange(ana.ConfirmedAt!.Value.Year, 2021, 2023);
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "list-suppression")]
    public async Task Whoever_left_complained_or_was_erased_is_not_brought_back_by_a_list(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await ImportAsync(newsroom, "plain.csv");
        var all = (await AllAsync(newsroom)).ToDictionary(s => s.Address);
        await newsroom.Get<LeaveList>().RunAsync(all["ben@example.org"].Number, 0, null, Cancel);
        await newsroom.Get<ForgetSubscriber>().RunAsync(all["ana.ruiz@example.org"].Number, Actor.Operator, Cancel);

        var again = await ImportAsync(newsroom, "plain.csv", ask: true);

        Assert.Equal((0, 2, 0, 3), Counts(again));
        Assert.Null(await newsroom.Get<SubscriberQueries>().FindAsync("ana.ruiz@example.org", Cancel));
        Assert.Equal(SubscriberState.Left, (await newsroom.Get<SubscriberQueries>().FindAsync("ben@example.org", Cancel))!.State);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Whoever_came_silently_can_be_asked_and_gets_nothing_until_they_say_yes(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await ImportAsync(newsroom, "plain.csv");
        await newsroom.Get<AddSubscriber>().RunAsync(new SignUp { Address = "fay@example.org", Source = "command" }, "Paper", Actor.Operator, Cancel);

        var asked = await newsroom.Get<AskSilent>().RunAsync(Actor.Operator, Cancel);
        await newsroom.Get<JobRunner>().WorkAsync();

        Assert.Equal(2, asked.Value);
        Assert.Equal(["fay@example.org"], (await AllAsync(newsroom)).Where(s => s.IsOnList).Select(s => s.Address));
        Assert.Equal(4, Outbox.Of(newsroom.Folder).Count);
        var link = Outbox.To(newsroom.Folder, "ben@example.org")[0].Link("/subscribe/confirm/");
        newsroom.Get<Broadside.Mail.MailToken>().TryOpen(link[^Broadside.Mail.MailToken.Length..], out _, out _, out var ben);
        Assert.True((await newsroom.Get<ConfirmSubscriber>().RunAsync(ben, Cancel)).IsDone);
        Assert.Equal(0, (await newsroom.Get<AskSilent>().RunAsync(Actor.Operator, Cancel)).Value);
        // Who does not answer is let go, and not asked again by the next import.
        newsroom.Time.Advance(TimeSpan.FromDays(31));
        await newsroom.Get<TidySubscribers>().RunAsync("{}", Cancel);
        Assert.Equal(["ben@example.org", "fay@example.org"], (await AllAsync(newsroom)).Select(s => s.Address).Order());
        Assert.Equal((0, 1, 0, 4), Counts(await ImportAsync(newsroom, "plain.csv")));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_exported_makes_the_same_list_elsewhere(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await ImportAsync(newsroom, "plain.csv");
        await ImportAsync(newsroom, "buttondown.csv", source: "Buttondown; \"double\" opt-in");
        await ImportAsync(newsroom, "semicolons.csv");
        await newsroom.Get<AddSubscriber>().RunAsync(new SignUp { Address = "=cmd|'calc'!a1@example.org", Cadence = Cadence.Every, Hour = 6, Topics = ["housing"], ConsentText = "Yes,\nof \"course\"" }, "=Paper", Actor.Operator, Cancel);
        var paused = (await newsroom.Get<SubscriberQueries>().FindAsync("ben@example.org", Cancel))!;
        await newsroom.Get<PauseList>().RunAsync(paused.Number, 20, Cancel);
        await using var other = await TestNewsroom.OpenAsync(engine);

        var text = await ExportAsync(newsroom);
        Assert.DoesNotContain("\n=", text, StringComparison.Ordinal);
        var list = await ImportAsync(other, "list.csv", text: text);

        Assert.Empty(list.Bad);
        Assert.Equal(await TellAsync(newsroom), await TellAsync(other));
        Assert.Equal(text.Split("\r\n").Length, (await ExportAsync(other)).Split("\r\n").Length);
    }

    [Fact]
    public async Task A_table_that_is_none_is_refused_and_a_broken_row_is_named()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        foreach (var text in new[] { "", "name,age\nAna,7\n", "\"email", new string('x', 100_000) })
        {
            var refused = await newsroom.Get<ImportSubscribers>().RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), new ListWishes { Name = "x" }, Actor.Operator, (_, _) => { }, Cancel);
            Assert.Equal("no_list", refused.Refusal?.Code);
        }
        var long_ = string.Join('\n', Enumerable.Range(0, 40).Select(_ => new string('y', 2000)));
        var list = await ImportAsync(newsroom, "list.csv", text: $"email\n\"{long_}\nana@example.org\n<b>@example.org\nben@example.org\n\"carla@example.org");
        Assert.Equal(2, list.Asked);
        Assert.Equal((2L, "This row does not end: a quotation mark before it may never be closed."), (list.Bad[0].Line, list.Bad[0].Message));
        Assert.Equal((45L, "A quotation mark is not closed."), (list.Bad[^1].Line, list.Bad[^1].Message));
        Assert.Contains((43L, "“<b>@example.org” is no mail address."), list.Bad.Select(b => (b.Line, b.Message)));
    }

    private static (long Created, long Unchanged, long Asked, long Suppressed) Counts(ImportedList list) => (list.Created, list.Unchanged, list.Asked, list.Suppressed);

    private static async Task<ImportedList> ImportAsync(TestNewsroom newsroom, string file, bool dryRun = false, string? source = null, bool ask = false, string? text = null)
    {
        var bytes = text is null ? await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Subscribers", "Examples", file), Cancel) : Encoding.UTF8.GetBytes(text);
        var outcome = await newsroom.Get<ImportSubscribers>().RunAsync(new MemoryStream(bytes), new ListWishes { Name = file, DryRun = dryRun, ConsentSource = source, AskAll = ask }, Actor.Operator, (_, _) => { }, Cancel);
        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        return outcome.Value;
    }

    private static async Task<string> ExportAsync(TestNewsroom newsroom)
    {
        await using var to = new StringWriter();
        await newsroom.Get<ExportSubscribers>().RunAsync(to, Actor.Operator, Cancel);
        return to.ToString();
    }

    private static async Task<List<Subscriber>> AllAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<Subscriber>().AsNoTracking().OrderBy(s => s.AddressKey).ToListAsync(Cancel);
    }

    // What must not get lost on the way.
    private static async Task<IReadOnlyList<string>> TellAsync(TestNewsroom newsroom) =>
        [.. (await AllAsync(newsroom)).Select(s => string.Join('|', s.Address, s.State, s.Cadence, s.Topics, s.Language, s.Zone, s.Hour, s.ConfirmedAt, s.ConsentSource, s.State == SubscriberState.Asked ? "" : s.ConsentText, s.PausedUntil)).Order(StringComparer.Ordinal)];
}
