using Broadside.Articles;
using Broadside.Guard;
using Broadside.Import.Sample;
using Broadside.Media;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Tests.Guard;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Import;

public sealed class RemoveSampleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_sample_goes_without_a_trace_and_comes_again(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var made = await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, Cancel);
        Assert.Equal(made.Articles + made.Pages, await newsroom.Get<RemoveSample>().CountAsync(Cancel));

        var removed = await newsroom.Get<RemoveSample>().RunAsync(Actor.Operator, Cancel);

        Assert.Equal((made.Articles + made.Pages, 0), (removed.Value!.Removed, removed.Value.Kept.Count));
        await using (var db = newsroom.Db())
        {
            Assert.Equal((0, 0, 0), (await db.Set<Dossier>().CountAsync(Cancel), await db.Set<ActorRow>().CountAsync(Cancel), await db.Set<ActorAlias>().CountAsync(Cancel)));
            Assert.Equal((0, 0, 0, 0), (await db.Set<EventRow>().CountAsync(Cancel), await db.Set<QuoteRow>().CountAsync(Cancel), await db.Set<SourceRow>().CountAsync(Cancel), await db.Set<ActorRole>().CountAsync(Cancel)));
            Assert.Equal((0, 0), (await db.Set<AnchorRow>().CountAsync(Cancel), await db.Set<EventActor>().CountAsync(Cancel)));
            Assert.Equal((0, 0, 0, 0), (await db.Set<Article>().CountAsync(Cancel), await db.Set<Person>().CountAsync(Cancel), await db.Set<Topic>().CountAsync(Cancel), await db.Set<MediaFile>().CountAsync(Cancel)));
        }
        var site = newsroom.Get<SiteRecord>();
        Assert.Equal(new Identity(), site.Read<Identity>(Identity.Part));
        Assert.Empty(site.Read<Menus>(Menus.Part).Head);
        Assert.Empty(site.Read<PeoplePart>(PeoplePart.Part).People);
        Assert.Empty(newsroom.Get<DossierArchive>().All);
        Assert.Null(await newsroom.Get<DossierArchive>().ReadAsync(SampleDossier.Read().Slug, Cancel));
        Assert.Equal(0, newsroom.Get<Catalogue>().Count(ListKey.All));
        Assert.Empty(await newsroom.FindAsync());

        // And again, after it was there once.
        Assert.Equal(made.Articles, (await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, Cancel)).Articles);
        Assert.Empty((await newsroom.Get<DossierArchive>().ReadAsync(SampleDossier.Read().Slug, Cancel))!.Log);
        Assert.Equal(made.Articles + made.Pages, (await newsroom.Get<RemoveSample>().RunAsync(Actor.Operator, Cancel)).Value!.Removed);
    }

    [Fact]
    public async Task What_somebody_edited_stays_with_its_people_topics_and_photos_and_so_does_the_outlets_own_name()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var own = new Identity { Name = "The Tide" };
        await newsroom.Get<WriteSiteRecord>().RunAsync(Identity.Part, own, Actor.Operator, "Set up.", Cancel);
        await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, Cancel);
        var edited = await EditAsync(newsroom);

        var removed = await newsroom.Get<RemoveSample>().RunAsync(Actor.Operator, Cancel);

        Assert.Equal([edited.Title], removed.Value!.Kept);
        var site = newsroom.Get<SiteRecord>();
        Assert.Equal(own, site.Read<Identity>(Identity.Part));
        Assert.Superset(edited.Bylines.Select(b => b.Slug).ToHashSet(), site.Read<PeoplePart>(PeoplePart.Part).People.Select(p => p.Slug).ToHashSet());
        Assert.Superset(edited.Topics.Select(t => t.Slug).ToHashSet(), site.Read<TopicsPart>(TopicsPart.Part).Topics.Select(t => t.Slug).ToHashSet());
        await using var db = newsroom.Db();
        Assert.Equal(edited.Id, (await db.Set<Article>().SingleAsync(Cancel)).Id);
        Assert.Superset(ContentWalk.Media(edited).ToHashSet(), (await db.Set<MediaFile>().Select(m => m.Sha256).ToListAsync(Cancel)).ToHashSet());
        Assert.Empty(await newsroom.FindAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_dossier_that_somebody_edited_stays_with_its_articles(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var made = await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, Cancel);
        var sample = SampleDossier.Read();
        var happened = sample.Events[0];
        var changed = await newsroom.Get<ChangeEvent>().RunAsync(SampleIds.Claim(ClaimKind.Event, happened.Key), happened.Fields() with { Label = "Haldmark threatens a duty" }, null, Actor.Operator, Cancel);
        Assert.Null(changed.Refusal);

        var removed = await newsroom.Get<RemoveSample>().RunAsync(Actor.Operator, Cancel);

        Assert.Equal(made.Articles + made.Pages - sample.Articles.Count, removed.Value!.Removed);
        Assert.Equal(sample.Articles.Count + 1, removed.Value.Kept.Count);
        Assert.Equal(sample.Title, removed.Value.Kept[^1]);
        var dossier = (await newsroom.Get<DossierArchive>().ReadAsync(sample.Slug, Cancel))!;
        Assert.Equal((sample.ArticleIds.Count, sample.Events.Count), (dossier.Articles.Count, dossier.Events.Count));
        Assert.Equal(sample.ArticleIds.Count, newsroom.Get<Catalogue>().Count(ListKey.All));
        Assert.Empty(await newsroom.FindAsync());
    }

    [Fact]
    public async Task A_person_of_the_dossier_whom_another_claim_names_stays_in_the_directory()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, Cancel);
        var id = SampleIds.Actor("sandemar");
        await newsroom.Get<ChangeDossier>().MakeAsync("ours", new DossierFields { Title = "Ours", PartyA = id, PartyB = SampleIds.Actor("stolt") }, Actor.Operator, Cancel);

        await newsroom.Get<RemoveSample>().RunAsync(Actor.Operator, Cancel);

        await using var db = newsroom.Db();
        Assert.Equal(["Aurelio Sandemar", "Ragna Stolt"], await db.Set<ActorRow>().OrderBy(a => a.Name).Select(a => a.Name).ToListAsync(Cancel));
        await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, Cancel);
        Assert.Equal(SampleDossier.Read().Actors.Count, await db.Set<ActorRow>().CountAsync(Cancel));
    }

    [Fact]
    public async Task Where_no_sample_is_nothing_is_removed()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        Assert.Equal(0, (await newsroom.Get<RemoveSample>().RunAsync(Actor.Operator, Cancel)).Value!.Removed);
    }

    // An article of the sample that shows a photo, with a sentence more.
    private static async Task<ArticleContent> EditAsync(TestNewsroom newsroom)
    {
        var queries = newsroom.Get<ArticleQueries>();
        await using var db = newsroom.Db();
        foreach (var id in await db.Set<Article>().Where(a => a.Kind == ArticleKind.Article && a.Language == "en").OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(Cancel))
        {
            var content = (await queries.ContentAsync(id, Cancel))!;
            if (content.Lead is not null)
            {
                await newsroom.Get<SaveDraft>().RunAsync(content with { Standfirst = "Changed by an editor." }, Actor.Operator, Cancel);
                return content;
            }
        }
        throw new InvalidOperationException("The sample has no article with a photo.");
    }
}
