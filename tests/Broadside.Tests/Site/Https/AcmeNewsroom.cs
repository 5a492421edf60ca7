using Broadside.Kit;
using Broadside.Site.Https;

namespace Broadside.Tests.Site.Https;

/// <summary>A newsroom whose one host is <c>news.test</c>, and the authority that it asks.</summary>
internal sealed class AcmeNewsroom : IAsyncDisposable
{
    private readonly TestNewsroom newsroom;

    private AcmeNewsroom(TestNewsroom newsroom, AcmeAuthority authority) => (this.newsroom, Authority) = (newsroom, authority);

    public AcmeAuthority Authority { get; }

    public TestNewsroom Newsroom => newsroom;

    public FakeTime Time => newsroom.Time;

    public string Folder => newsroom.Folder;

    public string Pem => Path.Combine(Folder, "keys", "tls", "news.test.pem");

    public static async Task<AcmeNewsroom> StartAsync(params (string Key, string Value)[] settings)
    {
        var authority = await AcmeAuthority.StartAsync();
        var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, null, [("Site:Https:Domains:0", "news.test"), ("Site:Https:Email", "desk@news.test"), ("Site:Https:Directory", authority.Directory), .. settings]);
        var site = new AcmeNewsroom(newsroom, authority);
        authority.Fetch = (_, path) => Task.FromResult(newsroom.Get<ChallengeBoard>().Find(path));
        authority.Issuer.Time = newsroom.Time;
        return site;
    }

    public T Get<T>()
        where T : notnull => newsroom.Get<T>();

    public Task<(Outcome<DateTimeOffset> Outcome, TimeSpan? RetryAfter)> ObtainAsync() => Get<ObtainCertificate>().RunAsync("news.test", TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await newsroom.DisposeAsync();
        await Authority.DisposeAsync();
    }
}
