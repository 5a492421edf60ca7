using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Broadside.Articles;
using Broadside.Giving.Gifts;
using Broadside.Giving.Notices;
using Broadside.Giving.Offer;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Tests.Giving.Simulator;

namespace Broadside.Tests.Site.Giving;

/// <summary>A served newsroom that takes gifts: two simulated processors, an account at a bank, an address for cheques, a campaign. Used as a donor without scripts uses it.</summary>
internal sealed class GivingHouse : IAsyncDisposable
{
    public const string Iban = "DE89370400440532013000";

    private readonly Clock clock;

    private GivingHouse(HostedNewsroom newsroom, RailSimulator simulator, Clock clock) => (Newsroom, Simulator, this.clock) = (newsroom, simulator, clock);

    public HostedNewsroom Newsroom { get; }

    public RailSimulator Simulator { get; }

    public FakeTime Time => Newsroom.Time;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<GivingHouse> StartAsync(string engine = Engines.Sqlite, bool isSetUp = true, params (string Key, string Value)[] more)
    {
        var clock = new Clock();
        var simulator = await RailSimulator.StartAsync(clock);
        (string, string)[] settings =
        [
            ("Giving:Stripe:Api", simulator.Stripe.Address), ("Giving:Stripe:PayHost", new Uri(simulator.Stripe.Address).Authority), ("Giving:Stripe:Key", StripeSim.Key), ("Giving:Stripe:NoticeSecret", StripeSim.NoticeSecret), ("Giving:Stripe:Account", StripeSim.Account), ("Giving:Stripe:Currencies", "EUR USD JPY"),
            ("Giving:PayPal:Api", simulator.PayPal.Address), ("Giving:PayPal:PayHost", new Uri(simulator.PayPal.Address).Authority), ("Giving:PayPal:Client", PayPalSim.Client), ("Giving:PayPal:Secret", PayPalSim.Secret), ("Giving:PayPal:WebhookId", PayPalSim.WebhookId), ("Giving:PayPal:Product", PayPalSim.Product), ("Giving:PayPal:Account", PayPalSim.Merchant),
            .. RailSimulator.Patience("Stripe", "PayPal"),
        ];
        var newsroom = await HostedNewsroom.StartAsync(engine, [.. isSetUp ? settings : [], .. more]);
        clock.Of = newsroom.Time;
        var house = new GivingHouse(newsroom, simulator, clock);
        if (isSetUp)
        {
            await house.SetUpAsync();
        }
        return house;
    }

    /// <summary>The form as it stands at an address.</summary>
    public async Task<GiveForm> OpenAsync(string path = "/give", TimeSpan? read = null)
    {
        var answer = await GetAsync(path);
        Time.Advance(read ?? TimeSpan.FromSeconds(20));
        return new GiveForm(this, answer);
    }

    public Task<GiveAnswer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<GiveAnswer> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields) => SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) });

    public async Task PayoutAsync(PayoutEdit edit) => Assert.True((await Newsroom.Get<ChangePayout>().RunAsync(edit, Actor.Operator, Cancel)).Value, edit.Summary);

    public async Task AddAsync(params object[] rows)
    {
        await using (var db = Newsroom.Db())
        {
            db.AddRange(rows);
            await db.SaveChangesAsync(Cancel);
        }
        await Newsroom.Get<GiftOffer>().ReloadAsync(Cancel);
    }

    /// <summary>
    /// Asks the rails until a page says so: what runs by itself asks meanwhile too, and one of the two waits for the other. A rail
    /// that a busy machine could not reach in time is asked again at once, and not in ten minutes of a clock that stands.
    /// </summary>
    public async Task<GiveAnswer> UntilAsync(string path, string title)
    {
        var answer = await GetAsync(path);
        for (var round = 0; round < 300 && answer.Title != title; round++)
        {
            await Newsroom.AlterAsync("UPDATE gift_attempts SET look_at = 0 WHERE look_at IS NOT NULL");
            await Newsroom.Get<PollAttempts>().RunAsync(Cancel);
            await Task.Delay(20, Cancel);
            answer = await GetAsync(path);
        }
        return answer;
    }

    public async Task PublishAsync(params ArticleContent[] contents)
    {
        await using var db = Newsroom.Db();
        await using var writing = await Newsroom.Get<VersionStore>().BeginWritingAsync(db, Cancel);
        await Newsroom.Get<PublishArticles>().RunAsync(db, writing, contents, Actor.Operator, "A test.", Cancel);
    }

    public Campaign Winter(string fund = "general") => new() { Id = "winter", Title = "A winter of reporting", Fund = fund, Goal = 1_000_000, Currency = "EUR", StartsAt = Time.GetUtcNow().AddDays(-1), EndsAt = Time.GetUtcNow().AddDays(30) };

    public async ValueTask DisposeAsync()
    {
        await Newsroom.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    private async Task SetUpAsync()
    {
        await PayoutAsync(new PayoutEdit { Recipient = new RecipientCard("outlet", "Harbour Press e. V.", "DE 123", TaxStatus.None, "") });
        await PayoutAsync(new PayoutEdit { Bank = new BankAccount(Iban, "Harbour Press e. V.", "outlet", ["EUR"]) { BankName = "Example Bank" } });
        await PayoutAsync(new PayoutEdit { Cheque = new ChequeAddress("outlet", "Harbour Press e. V.", ["Quay 4", "20457 Hamburg"], ["EUR", "USD"]) });
        await Newsroom.Get<GiftOffer>().ReloadAsync(Cancel);
    }

    private async Task<GiveAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await Newsroom.Client.SendAsync(request, Cancel);
            Assert.False(answer.Headers.Contains("Set-Cookie"), request.RequestUri!.ToString());
            var body = await answer.Content.ReadAsStringAsync(Cancel);
            return new GiveAnswer(answer.StatusCode, body, await new HtmlParser().ParseDocumentAsync(body), answer.Headers.Location?.ToString(), answer.Headers.CacheControl?.NoStore == true);
        }
    }

    /// <summary>The far end's clock follows the house's.</summary>
    private sealed class Clock : TimeProvider
    {
        public TimeProvider? Of { get; set; }

        public override DateTimeOffset GetUtcNow() => (Of ?? System).GetUtcNow();
    }
}

internal sealed record GiveAnswer(HttpStatusCode Status, string Body, IHtmlDocument Page, string? Location, bool IsNoStore)
{
    public string Text => string.Join(' ', (Page.QuerySelector("main") ?? (IElement)Page.DocumentElement).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public string Title => Page.QuerySelector("main h1")?.TextContent.Trim() ?? "";

    public bool Says(string text) => Text.Contains(text, StringComparison.Ordinal);

    /// <summary>What a press of the page's button would send.</summary>
    public Dictionary<string, string> Fields()
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in Page.QuerySelectorAll("main form input, main form select"))
        {
            switch (element)
            {
                case IHtmlInputElement { Type: "radio" or "checkbox" } box when box.IsChecked:
                    fields[box.Name!] = box.Value;
                    break;
                case IHtmlInputElement { Type: not ("radio" or "checkbox") } input:
                    fields[input.Name!] = input.Value;
                    break;
                case IHtmlSelectElement select:
                    fields[select.Name!] = select.Value ?? "";
                    break;
            }
        }
        return fields;
    }
}

/// <summary>A form in a donor's hands.</summary>
internal sealed class GiveForm(GivingHouse house, GiveAnswer page)
{
    public GiveAnswer Page => page;

    public Dictionary<string, string> Fields { get; } = page.Fields();

    public GiveForm With(string name, string? value)
    {
        if (value is null)
        {
            Fields.Remove(name);
        }
        else
        {
            Fields[name] = value;
        }
        return this;
    }

    public Task<GiveAnswer> SendAsync() => house.PostAsync(new Uri(page.Page.QuerySelector("main form")!.GetAttribute("action")!).AbsolutePath, Fields);
}
