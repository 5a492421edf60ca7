using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Notes;
using Broadside.Guard;
using Broadside.Media;
using Broadside.Staff;
using Broadside.Tests.Articles.Writing;
using Broadside.Tests.Desk;
using Broadside.Tests.Media;
using Broadside.Tests.Site;
using Broadside.Tests.Staff;

namespace Broadside.Tests.Articles.Publishing;

/// <summary>Every vector through every field on the way to readers, looked at in Chromium: nothing opens, runs or is fetched, at the desk or on the site.</summary>
[Trait("Suite", "slow")]
public sealed class PublishingAttackTests(Browser browser)
{
    // So many stand in one field beside each other. In the next field they begin with others: one may shut the rest in a comment.
    private const int Together = 400;

    private static readonly string[] DeskPages = ["", "/details", "/publish", "/published", "/history", "/updates", "/share", "/translate", "/correct", "/withdraw", "/preview", "/compare?from=1&to=2"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_vector_opens_runs_or_fetches_anything_whatever_field_it_was_published_through()
    {
        var vectors = WritingAttackTests.Everything();
        await using var desk = await TestDesk.StartAsync();
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        var spy = await SpyPage.OpenAsync(browser, desk, "ana@example.org");
        var picture = (await desk.Get<AddMedia>().RunAsync(new MemoryStream(Fixtures.Jpeg(600, 400)), new NewMedia("pier.jpg"), Cancel)).Value!;
        var addresses = new List<string>();
        foreach (var (some, number) in vectors.Chunk(Together).Select((some, i) => (some, i)))
        {
            addresses.Add(await PublishAsync(desk, $"a{number}", picture.Sha256, some));
        }

        foreach (var (address, number) in addresses.Select((a, i) => (a, i)))
        {
            foreach (var page in DeskPages)
            {
                await spy.LookAsync($"/desk/articles/a{number}{page}", page.Length == 0 ? ".ed-text[role=textbox]" : "h1");
            }
            await spy.LookAsync(address, "h1");
        }
        foreach (var path in new[] { "/desk", "/desk/articles", "/desk/calendar", "/desk/inbox", "/desk/audit", "/desk/media", "/desk/media/file/" + picture.Sha256, "/desk/directory/tags", "/desk/directory/people", "/desk/directory/tags/tag-0", "/desk/front", "/desk/reads", "/", "/tags/tag-0/", "/people/person-0/", "/series/series-0/", "/corrections/", "/archive/2026/11/" })
        {
            await spy.LookAsync(path, "h1");
        }
        foreach (var words in vectors.Where(v => v.Length < 200).Where((_, i) => i % 60 == 0))
        {
            await spy.LookAsync("/search?q=" + Uri.EscapeDataString(words), "h1");
            await spy.LookAsync("/desk/articles?q=" + Uri.EscapeDataString(words), "h1");
        }

        Assert.True(vectors.Count > 1000, $"only {vectors.Count} vectors were found");
        Assert.True(spy.Seen.Count == 0, string.Join('\n', spy.Seen));
    }

    private static async Task<string> PublishAsync(TestDesk desk, string id, string picture, IReadOnlyList<string> vectors)
    {
        var field = 0;
        string Next() => string.Join(' ', vectors.Skip(++field * 17 % vectors.Count).Concat(vectors.Take(field * 17 % vectors.Count)));
        var number = id[1..];
        var content = Newspaper.Article(id, Next(), "Text.") with
        {
            Slug = vectors[0],
            Standfirst = Next(),
            Label = Next(),
            Summary = Next(),
            SearchTitle = Next(),
            FirstPublishedBy = Next(),
            FirstPublishedUrl = "https://x.example/" + vectors[^1],
            CanonicalUrl = null,
            FormerAddresses = ["/" + vectors[1]],
            Bylines = [new Byline("person-" + number, Next()), new Byline("photo-" + number, Next(), "photo")],
            Topics = [new Term("topic-" + number, Next())],
            Tags = [new Term("tag-" + number, Next())],
            Series = new SeriesPart("series-" + number, Next(), 1),
            Lead = new Figure { Id = "leadlead", Media = picture, Width = 600, Height = 400, Alt = Next(), Caption = Next(), Credit = Next(), CreditUrl = vectors[2], Link = vectors[3] },
            PublishedAt = null,
        };
        await desk.Get<SaveDraft>().RunAsync(content, Actor.Operator, Cancel);
        var published = await desk.Get<PublishArticle>().RunAsync(id, Actor.Operator, Next(), Cancel);
        Assert.True(published.IsDone, published.Refusal?.Message);
        var corrected = await desk.Get<CorrectArticle>().RunAsync(id, CorrectionKind.Correction, Next(), Actor.Operator, Cancel);
        Assert.True(corrected.IsDone, corrected.Refusal?.Message);
        await desk.Get<SaveDraft>().RunAsync(corrected.Value! with { Title = corrected.Value.Title + " " + vectors[0] }, Actor.Operator, Cancel);
        var block = content.Blocks[0].Id;
        foreach (var some in vectors.Chunk(60))
        {
            var note = string.Join(' ', some);
            await desk.Get<WriteNote>().RunAsync(id, block, note[..Math.Min(note.Length, 4000)], [], Actor.Operator, Cancel);
        }
        var words = Next();
        words = words[..Math.Min(words.Length, 4000)];
        var said = await desk.Get<DescribeMedia>().RunAsync(picture, new MediaWords(Alt: words, Caption: words, Credit: words, Licence: words), null, Actor.Operator, Cancel);
        Assert.True(said.IsDone, said.Refusal?.Message);
        return published.Value!.Content.Address;
    }
}
