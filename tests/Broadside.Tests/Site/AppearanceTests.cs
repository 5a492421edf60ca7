using Broadside.Articles;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Site.Appearance;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Themes;

namespace Broadside.Tests.Site;

/// <summary>Who the outlet is, how it looks, and what it tells on every page: set at the desk, signed, seen by readers at once.</summary>
public sealed class AppearanceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_saved_at_the_desk_is_signed_and_on_the_readers_page(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var owner = await desk.SignedInAsync(Role.Owner);
        using var reader = desk.Stranger();
        Assert.Contains("A new newsroom", (await reader.GetAsync("/")).Text, StringComparison.Ordinal);

        var saved = await SaveAsync(owner, ("Name", "La Marea"), ("Tagline", "Noticias de la costa"), ("Language", "es"), ("Zone", "America/Bogota"), ("Accent", "#ffee00"), ("Face", "newsreader"), ("Look", "gazette"), ("Licence", "CC-BY-4.0"));

        Assert.Equal("/desk/outlet?done=outlet", saved.To);
        var front = await reader.GetAsync("/");
        Assert.Equal("es", front.Document.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Noticias de la costa", front.Text, StringComparison.Ordinal);
        var css = await reader.GetAsync(Within(front.Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!));
        Assert.Contains("newsreader.woff2", css.Body, StringComparison.Ordinal);
        Assert.Contains("3px double", css.Body, StringComparison.Ordinal);
        // Yellow on white cannot be read: the colour was made darker.
        var legible = Accent.From("#ffee00").Light;
        Assert.NotEqual("#ffee00", legible);
        Assert.Contains("--accent:" + legible, css.Body, StringComparison.Ordinal);
        var face = await reader.GetAsync(Within(front.Document.QuerySelector("link[rel=preload][as=font]")!.GetAttribute("href")!));
        Assert.Equal((200, "font/woff2"), (face.Status, face.Message.Content.Headers.ContentType?.MediaType));
        var row = (await desk.LogAsync())[^1];
        Assert.Equal(("site record", "site/identity", owner.Member!.Id), (row.What, row.Subject, row.Who));
    }

    [Theory]
    [InlineData("Name", " ", "Write the outlet's name")]
    [InlineData("Accent", "red; }", "six hexadecimal digits")]
    [InlineData("Face", "../../keys/site", "Choose one of the faces")]
    [InlineData("Look", "nothing", "Choose one of the looks")]
    [InlineData("Zone", "Europe/Atlantis", "Choose a time zone")]
    [InlineData("Language", "xx", "Choose one of the languages")]
    [InlineData("Licence", "WTF", "Choose one of the licences")]
    [InlineData("Mark", "older", "Somebody changed this meanwhile")]
    public async Task What_cannot_be_is_refused_at_its_field_and_nothing_is_signed(string field, string value, string sentence)
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        var before = desk.Get<SiteRecord>().Read<Identity>(Identity.Part);

        var answer = await SaveAsync(owner, ("Tagline", "Kept in the form"), (field, value));

        Assert.Equal(422, answer.Status);
        Assert.Contains(sentence, answer.Text, StringComparison.Ordinal);
        Assert.Equal("Kept in the form", answer.Document.QuerySelector("input[name=Tagline]")!.GetAttribute("value"));
        Assert.Equal(before, desk.Get<SiteRecord>().Read<Identity>(Identity.Part));
    }

    [Fact]
    public async Task A_logo_is_shown_with_its_size_and_what_is_no_picture_is_refused()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        using var reader = desk.Stranger();

        var refused = await SendLogoAsync(owner, "logo.png", "<svg onload=alert(1)>"u8.ToArray());
        Assert.Equal(422, refused.Status);
        Assert.Null((await reader.GetAsync("/")).Document.QuerySelector(".flag img"));
        var taken = await SendLogoAsync(owner, "logo.jpg", await File.ReadAllBytesAsync(Repository.At("src", "Broadside", "Import", "Sample", "Outlet", "media", "market-umbrellas.jpg"), Cancel));

        Assert.Equal(302, taken.Status);
        var image = (await reader.GetAsync("/")).Document.QuerySelector(".flag img")!;
        Assert.True(int.Parse(image.GetAttribute("width")!, System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Equal(200, (await reader.GetAsync(Within(image.GetAttribute("src")!))).Status);
        await SaveAsync(owner, ("RemoveLogo", "true"));
        Assert.Null((await reader.GetAsync("/")).Document.QuerySelector(".flag img"));
        Assert.Equal(404, (await reader.GetAsync(Within(image.GetAttribute("src")!))).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_notice_is_on_every_page_with_its_day(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var reader = desk.Stranger();

        var up = await editor.SubmitAsync("/desk/notice", "/desk/notice", ("Text_en", "We strike <today>."), ("Address", "/about/"), ("Ends", "2026-11-23T09:30"));

        Assert.Equal("/desk/notice?done=notice_up", up.To);
        foreach (var path in new[] { "/", "/search?q=x" })
        {
            var notice = (await reader.GetAsync(path)).Document.QuerySelector(".site-notice")!;
            Assert.Equal("We strike <today>.", notice.QuerySelector("a")!.TextContent);
            Assert.StartsWith("2026-11-22", notice.QuerySelector("time")!.GetAttribute("datetime"), StringComparison.Ordinal);
        }
        Assert.Equal("2026-11-23T09:30", (await editor.GetAsync("/desk/notice")).Document.QuerySelector("#f-ends")!.GetAttribute("value"));
        Assert.Equal("/desk/notice?done=notice_down", (await editor.SubmitAsync("/desk/notice", "/desk/notice?handler=TakeDown")).To);
        Assert.Null((await reader.GetAsync("/")).Document.QuerySelector(".site-notice"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_notice_comes_down_at_its_hour_and_not_before(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var noon = newsroom.Time.GetUtcNow();
        await newsroom.Get<PutUpNotice>().RunAsync(Strike(noon.AddHours(1)), Actor.Operator, Cancel);
        // Its end is put off: the first hour passes without a trace.
        await newsroom.Get<PutUpNotice>().RunAsync(Strike(noon.AddHours(3)), Actor.Operator, Cancel);
        newsroom.Time.Advance(TimeSpan.FromHours(1.5));
        Assert.Equal(1, await newsroom.Get<JobRunner>().RunDueAsync(Cancel));
        Assert.Equal((1, noon), (Now().Texts.Count, Now().At));

        newsroom.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await newsroom.Get<JobRunner>().RunDueAsync(Cancel));

        Assert.Null(Now().At);

        Notice Now() => newsroom.Get<SiteRecord>().Read<Notice>(Notice.Part);
        static PutUpNotice.Form Strike(DateTimeOffset end) => new(new Dictionary<string, string?> { ["en"] = "We strike." }, null, end);
    }

    [Theory]
    [InlineData("Address", "https://evil.example/", "Write a path of this site")]
    [InlineData("Address", "//evil.example/", "Write a path of this site")]
    [InlineData("Address", "javascript:alert(1)", "Write a path of this site")]
    [InlineData("Ends", "2026-11-22T11:00", "That moment has passed")]
    [InlineData("Ends", "soon", "That moment has passed")]
    public async Task A_notice_that_cannot_be_is_refused(string field, string value, string sentence)
    {
        await using var desk = await TestDesk.StartAsync();
        using var editor = await desk.SignedInAsync(Role.Editor);

        var answer = await editor.SubmitAsync("/desk/notice", "/desk/notice", ("Text_en", "We strike."), (field, value));

        Assert.Equal(422, answer.Status);
        Assert.Contains(sentence, answer.Text, StringComparison.Ordinal);
        Assert.Equal("We strike.", answer.Document.QuerySelector("#text-en")!.GetAttribute("value"));
        Assert.Null(desk.Get<SiteRecord>().Read<Notice>(Notice.Part).At);
    }

    // The form as the page has it, with these fields changed.
    private static async Task<DeskClient.Answer> SaveAsync(DeskClient owner, params (string Name, string Value)[] changed) =>
        await owner.PostAsync("/desk/outlet", [.. await FieldsAsync(owner, changed)]);

    private static async Task<DeskClient.Answer> SendLogoAsync(DeskClient owner, string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in await FieldsAsync(owner, []))
        {
            form.Add(new StringContent(value), field);
        }
        form.Add(new ByteArrayContent(bytes), "Logo", name);
        return await owner.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/desk/outlet") { Content = form });
    }

    private static async Task<List<(string Name, string Value)>> FieldsAsync(DeskClient owner, (string Name, string Value)[] changed)
    {
        var page = await owner.GetAsync("/desk/outlet");
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["Name"] = "The Tide" };
        foreach (var name in new[] { "Mark", "Tagline", "Accent", "Contact" })
        {
            fields[name] = page.Document.QuerySelector($"input[name={name}]")!.GetAttribute("value") ?? "";
        }
        foreach (var name in new[] { "Language", "Zone", "Face", "Look", "Licence" })
        {
            fields[name] = page.Document.QuerySelector($"select[name={name}] option[selected]")?.GetAttribute("value") ?? "";
        }
        foreach (var (name, value) in changed)
        {
            fields[name] = value;
        }
        fields["__RequestVerificationToken"] = DeskClient.TokenOf(page.Body);
        return [.. fields.Select(f => (f.Key, f.Value))];
    }

    private static string Within(string href) => new Uri(new Uri("http://x/"), href).AbsolutePath;
}
