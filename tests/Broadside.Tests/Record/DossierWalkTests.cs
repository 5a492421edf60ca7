using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Record.Export;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Record;

public sealed class DossierWalkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_published_dossier_is_signed_with_every_claim_and_its_words(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var (recall, quote, alvia, brenland, marin) = await newsroom.QuarrelAsync();
        Assert.Null(await newsroom.Get<DossierArchive>().ReadAsync("quarrel", Cancel));

        var dossier = await newsroom.PublishDossierAsync();

        Assert.Equal(["quarrel"], newsroom.Get<DossierArchive>().Of("second").Select(d => d.Slug));
        Assert.Equal(["first", "second"], dossier.Articles);
        var told = Assert.Single(dossier.Events);
        Assert.Equal((recall.Id, "2026-05-03", new DateOnly(2026, 5, 3), RecordDesk.Recall), (told.Id, told.Edtf, told.Earliest, told.Anchors.Single().Exact));
        Assert.Equal([(alvia.Id, brenland.Id)], told.Actors.Zip(told.Recipients));
        var said = Assert.Single(dossier.Quotes);
        Assert.Equal((quote.Id, "We will not be lectured,", marin.Id, "Ana Marin"), (said.Id, said.Text, said.Speaker, said.SpeakerText));
        Assert.Equal(["Alvia", "Brenland", "Ana Marin"], dossier.Actors.Select(a => a.Name));
        Assert.Equal([RecordDesk.Recall], dossier.Story.Single().Anchors.Select(a => a.Exact));
        Assert.Empty(dossier.Log);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task When_an_article_changes_its_claims_move_or_leave_by_themselves(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.QuarrelAsync();
        await newsroom.PublishDossierAsync();

        // The recall goes into another paragraph; the minister's words lose a letter.
        var changed = RecordDesk.First with { Blocks = [new Paragraph { Id = "p0", Text = "The two neighbours had been on good terms. " + RecordDesk.Recall }, new Paragraph { Id = "p2", Text = RecordDesk.Words.Replace("lectured", "lecture", StringComparison.Ordinal) }] };
        await newsroom.PublishAndCheckAsync(changed);

        var dossier = (await newsroom.Get<DossierArchive>().ReadAsync("quarrel", Cancel))!;
        Assert.Equal([("p0", 43)], dossier.Events.Single().Anchors.Select(a => (a.Block, a.Start)));
        Assert.Empty(dossier.Quotes);
        Assert.Equal(["“We will not be lectured,” was taken out: no article of this dossier says it any longer."], dossier.Log.Select(l => l.Text));
        var waiting = new List<InboxEntry>();
        foreach (var inbox in newsroom.Services.GetServices<IInbox>())
        {
            waiting.AddRange(await inbox.WaitingAsync(Actor.Operator, null, 10, Cancel));
        }
        Assert.Equal([("record_anchors", "A quarrel begins", "We will not be lectured,")], waiting.Where(w => w.Kind == "record_anchors").Select(w => (w.Kind, w.Title, w.Text)));

        // A person says that the words are right as they are now, and it comes back with the next press.
        var lost = Assert.Single(await newsroom.Get<ClaimQueries>().LostAsync("first", 10, Cancel));
        Assert.Null((await newsroom.Get<ConfirmAnchor>().RunAsync(lost.Id, null, Actor.Operator, Cancel)).Refusal);
        Assert.Equal(["We will not be lecture,"], (await newsroom.PublishDossierAsync()).Quotes.Select(q => q.Text));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_change_of_a_public_claim_is_told_in_the_log_that_is_signed(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var (recall, quote, alvia, brenland, _) = await newsroom.QuarrelAsync();
        await newsroom.PublishDossierAsync();

        var changed = await newsroom.Get<ChangeEvent>().RunAsync(recall.Id, RecordDesk.Fields(alvia, brenland) with { Edtf = "2026-05-04" }, recall.Revision, Actor.Operator, Cancel);
        Assert.Null(changed.Refusal);
        Assert.Equal("stale", (await newsroom.Get<ChangeEvent>().RunAsync(recall.Id, RecordDesk.Fields(alvia, brenland), recall.Revision, Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Null((await newsroom.Get<RemoveClaim>().RunAsync(ClaimKind.Quote, quote.Id, Actor.Operator, Cancel)).Refusal);
        var dossier = await newsroom.PublishDossierAsync();

        Assert.Equal(["The date of “Alvia recalls its ambassador” was changed from 3 May 2026 to 4 May 2026.", "“We will not be lectured,” was taken out by the editors."], dossier.Log.Select(l => l.Text));
        Assert.Equal(dossier.Log, (await newsroom.PublishDossierAsync()).Log);
        Assert.Empty(await newsroom.Get<FindAltered>().RunAsync(Cancel).ToListAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_altered_in_the_tables_is_not_signed_when_an_article_changes(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.QuarrelAsync();
        await newsroom.PublishDossierAsync();
        await newsroom.AlterAsync("UPDATE events SET label = 'Forged'");
        await newsroom.AlterAsync("UPDATE actors SET name = 'Forged'");
        await newsroom.AlterAsync("UPDATE dossiers SET title = 'Forged', story = '[]'");

        await newsroom.PublishAndCheckAsync(RecordDesk.With(RecordDesk.First, "p2", "Nothing was said."));

        var dossier = (await newsroom.Get<DossierArchive>().ReadAsync("quarrel", Cancel))!;
        Assert.Empty(dossier.Quotes);
        Assert.Equal(("The quarrel", "Alvia recalls its ambassador", 1), (dossier.Title, dossier.Events.Single().Label, dossier.Story.Count));
        Assert.DoesNotContain(dossier.Actors, a => a.Name == "Forged");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_withdrawn_dossier_is_gone_for_readers_and_keeps_its_log(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var (recall, _, _, _, _) = await newsroom.QuarrelAsync();
        await newsroom.PublishDossierAsync();
        await newsroom.Get<RemoveClaim>().RunAsync(ClaimKind.Event, recall.Id, Actor.Operator, Cancel);
        Assert.Single((await newsroom.PublishDossierAsync()).Log);

        Assert.Null((await newsroom.Get<WithdrawDossier>().RunAsync("quarrel", Actor.Operator, Cancel)).Refusal);
        Assert.Empty(newsroom.Get<DossierArchive>().All);
        Assert.Null(await newsroom.Get<DossierArchive>().ReadAsync("quarrel", Cancel));

        Assert.Single((await newsroom.PublishDossierAsync()).Log);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Two_articles_that_give_two_days_are_shown_to_whoever_publishes(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var (recall, _, alvia, brenland, _) = await newsroom.QuarrelAsync();
        var other = await newsroom.Get<AddEvent>().RunAsync(RecordDesk.Fields(alvia, brenland) with { Label = "The ambassador goes home", Edtf = "2026-05-04" }, [RecordDesk.Pick(RecordDesk.Second, "On 4 May, Alvia recalled its ambassador")], Actor.Operator, Cancel);

        var conflict = Assert.Single(await newsroom.Get<ClaimQueries>().ConflictsAsync("second", Cancel));
        Assert.Equal([recall.Id, other.Value!.Id], [conflict.One.Id, conflict.Other.Id]);
        await newsroom.Get<SaveDraft>().RunAsync(RecordDesk.With(RecordDesk.First, "p2", RecordDesk.Words.Replace("lectured", "lecture", StringComparison.Ordinal)), Actor.Operator, Cancel);
        var done = await newsroom.Get<PublishArticle>().RunAsync("first", Actor.Operator, "A test.", Cancel);
        Assert.Equal(["record_conflict", "record_quote"], done.Value!.Warnings.Select(w => w.Code).Where(c => c.StartsWith("record", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

        Assert.Null((await newsroom.Get<MergeEvents>().RunAsync(recall.Id, other.Value.Id, Actor.Operator, Cancel)).Refusal);
        Assert.Empty(await newsroom.Get<ClaimQueries>().ConflictsAsync("second", Cancel));
        Assert.Equal(["first", "second"], (await newsroom.PublishDossierAsync()).Events.Single().Anchors.Select(a => a.Article));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_taken_down_article_takes_its_claims_along(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.QuarrelAsync();
        await newsroom.PublishDossierAsync();

        Assert.Null((await newsroom.Get<TakeDownArticle>().RunAsync("first", "It was wrong.", Actor.Operator, Cancel)).Refusal);
        await newsroom.Get<Broadside.Jobs.JobRunner>().RunDueAsync(Cancel);

        var dossier = (await newsroom.Get<DossierArchive>().ReadAsync("quarrel", Cancel))!;
        Assert.Equal((0, 0, 0, 1), (dossier.Events.Count, dossier.Quotes.Count, dossier.Story.Count, dossier.Articles.Count));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_writer_changes_the_claims_of_their_own_articles_only(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var (recall, _, alvia, brenland, _) = await newsroom.QuarrelAsync();
        var writer = new Actor("w", "Wen") { Rights = new HashSet<Right> { Right.Enter, Right.Write } };
        var fields = RecordDesk.Fields(alvia, brenland);

        Assert.Equal("not_yours", (await newsroom.Get<ChangeEvent>().RunAsync(recall.Id, fields, null, writer, Cancel)).Refusal?.Code);
        Assert.Equal("not_yours", (await newsroom.Get<AddEvent>().RunAsync(fields, [RecordDesk.Pick(RecordDesk.First, RecordDesk.Recall)], writer, Cancel)).Refusal?.Code);
        Assert.Equal("may_not", (await newsroom.Get<PublishDossier>().RunAsync("quarrel", writer, Cancel)).Refusal?.Code);
        await using (var db = newsroom.Db())
        {
            db.Add(new Broadside.Articles.Writing.ArticleWriter { ArticleId = "first", StaffId = "w", Since = newsroom.Time.GetUtcNow() });
            await db.SaveChangesAsync(Cancel);
        }
        Assert.Null((await newsroom.Get<ChangeEvent>().RunAsync(recall.Id, fields, null, writer, Cancel)).Refusal);
    }
}
