using System.Net;
using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Letters;
using Broadside.Giving.Mine;
using Broadside.Giving.Plans;
using Broadside.Giving.Rails;
using Broadside.Giving.Receipts;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Tests.Subscribers;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Letters;

/// <summary>A donor's own page: by a link that is good once, in a session that ends by itself.</summary>
public sealed class MinePageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_answer_and_the_work_are_the_same_whoever_asks_and_only_donors_get_a_mail(string engine)
    {
        await using var house = await MineHouse.StartAsync(engine);
        await house.GiveAsync("ana@reader.example");

        var (known, unknown) = (await house.PostAsync("/give/mine", null, ("act", "ask"), ("address", "ANA@reader.example")), await house.PostAsync("/give/mine", null, ("act", "ask"), ("address", "who@reader.example")));
        await using (var db = house.Newsroom.Db())
        {
            Assert.Equal(2, await db.Set<Broadside.Jobs.Job>().CountAsync(j => j.Kind == AnswerMineLink.JobKind, Cancel));
        }
        await house.Newsroom.WorkAsync();

        Assert.Equal((HttpStatusCode.OK, known.Body), (unknown.Status, unknown.Body));
        Assert.Equal("ana@reader.example", Assert.Single(await house.LettersAsync()).Recipient);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await house.PostAsync("/give/mine", null, ("act", "ask"), ("address", "no address"))).Status);
        for (var i = 0; i < 4; i++)
        {
            await house.PostAsync("/give/mine", null, ("act", "ask"), ("address", "ana@reader.example"));
        }
        await house.Newsroom.WorkAsync();
        Assert.Equal(3, (await house.LettersAsync()).Count);
        // Who fills what people do not see is thanked and not heard.
        Assert.Equal(HttpStatusCode.OK, (await house.PostAsync("/give/mine", null, ("act", "ask"), ("address", "ana@reader.example"), ("website", "x"))).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "single-use-link")]
    public async Task A_link_is_used_by_a_press_alone_and_once_within_its_quarter_of_an_hour(string engine)
    {
        await using var house = await MineHouse.StartAsync(engine);
        await house.GiveAsync("ana@reader.example");
        var link = await house.LinkAsync("ana@reader.example");

        // Whoever looks at mail by machine opens it as often as it likes.
        Assert.True((await house.GetAsync(link)).Says("Open my page"));
        Assert.True((await house.GetAsync(link)).Says("Open my page"));
        var opened = await house.PostAsync(link, null);
        var cookie = Assert.Single(opened.Message.Headers.GetValues("Set-Cookie"));
        Assert.Equal((HttpStatusCode.SeeOther, "/give/mine"), (opened.Status, opened.Message.Headers.Location!.OriginalString));
        Assert.Matches("^mine=[0-9a-f]{40}; max-age=900; path=/give/mine; samesite=strict; httponly$", cookie);
        Assert.Equal(HttpStatusCode.Gone, (await house.PostAsync(link, null)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await house.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await house.PostAsync("/give/mine/open/" + new string('a', 40), null)).Status);

        var session = cookie.Split(';')[0];
        Assert.True((await house.GetAsync("/give/mine", session)).Says("ana@reader.example"));
        Assert.False((await house.GetAsync("/give/mine")).Says("ana@reader.example"));
        Assert.False((await house.GetAsync("/give/mine", "mine=" + link.Split('/')[^1])).Says("ana@reader.example"));
        house.Newsroom.Time.Jump(TimeSpan.FromMinutes(15));
        Assert.False((await house.GetAsync("/give/mine", session)).Says("ana@reader.example"));
        Assert.Equal(HttpStatusCode.Forbidden, (await house.PostAsync("/give/mine", session, ("act", "name"))).Status);
        var late = await house.LinkAsync("ana@reader.example");
        house.Newsroom.Time.Jump(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.Gone, (await house.PostAsync(late, null)).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task One_sees_ones_own_gifts_prints_receipts_and_touches_nobody_elses(string engine)
    {
        await using var house = await MineHouse.StartAsync(engine);
        await house.GiveAsync("ana@reader.example", 1250);
        var other = await house.GiveAsync("ben@reader.example", 9900, Interval.Monthly);
        var session = await house.EnterAsync("ana@reader.example");

        var page = await house.GetAsync("/give/mine", session);
        Assert.True(page.Says("12.50 EUR") && !page.Says("99.00 EUR") && page.Says("noindex"), page.Body);
        Assert.Equal("no-store", page.Message.Headers.CacheControl!.ToString());
        Assert.True((await house.GetAsync("/give/mine/receipt/outlet/2026/1", session)).Says("12.50 EUR"));
        Assert.True((await house.GetAsync("/give/mine/statement/outlet/2026", session)).Says("12.50 EUR"));
        Assert.Equal(HttpStatusCode.NotFound, (await house.GetAsync("/give/mine/receipt/outlet/2026/2", session)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await house.GetAsync("/give/mine/receipt/outlet/2026/1")).Status);
        var plan = await house.PlanAsync(other);
        Assert.True((await house.PostAsync("/give/mine", session, ("act", "cancel"), ("plan", plan))).Says("There is no such gift"));
        await using var db = house.Newsroom.Db();
        Assert.False(await db.Set<AskedChange>().AnyAsync(Cancel));

        Assert.True((await house.PostAsync("/give/mine", session, ("act", "name"), ("visibility", "first_name"), ("name", "Ana \u202eagraL"))).Says("Kept."));
        Assert.Equal(["Ana"], (await house.Newsroom.Get<GiftWall>().LatestAsync(null, 5, Cancel)).Select(d => d.Name));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await house.PostAsync("/give/mine", session, ("act", "name"), ("visibility", "name"), ("name", "https://spam.example"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await house.PostAsync("/give/mine", session, ("act", "erase-all"))).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Who_is_erased_leaves_the_sums_as_they_were_and_must_end_their_plans_first(string engine)
    {
        await using var house = await MineHouse.StartAsync(engine);
        var gift = await house.GiveAsync("ana@reader.example", 1000, Interval.Monthly);
        var plan = await house.PlanAsync(gift);
        await house.Newsroom.Get<PostGiftLetters>().RunAsync(Cancel);
        var session = await house.EnterAsync("ana@reader.example");
        var before = await house.Newsroom.Get<LedgerQueries>().HashAsync(Cancel);

        Assert.True((await house.PostAsync("/give/mine", session, ("act", "erase"))).Says("End your regular gifts first"));
        await house.Newsroom.AlterAsync($"UPDATE recurring_plans SET state = 'ended' WHERE id = '{plan}'");
        Assert.True((await house.PostAsync("/give/mine", session, ("act", "erase"))).Says("You are erased"));

        Assert.Equal(before, await house.Newsroom.Get<LedgerQueries>().HashAsync(Cancel));
        Assert.False((await house.GetAsync("/give/mine", session)).Says("ana@reader.example"));
        await using var db = house.Newsroom.Db();
        Assert.False(await db.Set<DonorDetails>().AnyAsync(Cancel) || await db.Set<MineLink>().AnyAsync(Cancel) || await db.Set<Letter>().AnyAsync(Cancel));
        Assert.Equal(1000, (await db.Set<Receipt>().SingleAsync(Cancel)).Amount);
        Assert.Equal(0, await house.Newsroom.Get<FollowPlans>().RunAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_link_of_a_plans_mail_opens_its_page_and_looking_makes_nothing(string engine)
    {
        await using var house = await MineHouse.StartAsync(engine);
        var plan = await house.PlanAsync(await house.GiveAsync("ana@reader.example", 1000, Interval.Monthly));
        await using (var writing = house.Newsroom.Db())
        {
            writing.Add(new PlanLetter { Plan = plan, Since = house.Newsroom.Time.GetUtcNow(), DueAt = house.Newsroom.Time.GetUtcNow(), PostedAt = house.Newsroom.Time.GetUtcNow() });
            await writing.SaveChangesAsync(Cancel);
        }
        var path = new Uri(house.Newsroom.Get<GiftLetters>().ContinueLink(plan)).AbsolutePath;

        using (var head = new HttpRequestMessage(HttpMethod.Head, path))
        {
            Assert.Equal(HttpStatusCode.OK, (await house.Newsroom.Client.SendAsync(head, Cancel)).StatusCode);
        }
        await using var db = house.Newsroom.Db();
        Assert.Null((await db.Set<PlanLetter>().AsNoTracking().SingleAsync(Cancel)).OpenedAt);
        var page = await house.GetAsync(path);
        Assert.True(page.Says("10.00 EUR a month") && page.Says("Continue with bank transfer") && page.Says("name=\"token\""), page.Body);
        Assert.NotNull((await db.Set<PlanLetter>().AsNoTracking().SingleAsync(Cancel)).OpenedAt);
        Assert.False(await db.Set<PlanMove>().AnyAsync(Cancel) || await db.Set<Attempt>().AnyAsync(Cancel));
        Assert.Equal(HttpStatusCode.Gone, (await house.GetAsync(path + "0")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await house.PostAsync(path, null, ("rail", "bank:ES9121000418450200051332"), ("token", "forged"))).Status);

        // The old rail is set up no more: nothing begins before it has let the plan go.
        var token = System.Text.RegularExpressions.Regex.Match(page.Body, "name=\"token\" value=\"([^\"]+)\"").Groups[1].Value;
        Assert.True((await house.PostAsync(path, null, ("rail", "bank:ES9121000418450200051332"), ("token", token))).Says("We write to you"));
        await house.Newsroom.Get<MovePlan>().DeclareEndedAsync(plan, Broadside.Guard.Actor.Operator, Cancel);
        var order = await house.PostAsync(path, null, ("rail", "bank:ES9121000418450200051332"), ("token", token));
        Assert.True(order.Says("Set up a standing order") && order.Says("ES91 2100 0418 4502 0005 1332"), order.Body);
    }
}
