using Broadside.Articles;
using Broadside.Guard;
using Broadside.Import.Sample;

namespace Broadside.Tests.Site.Search.Carried;

/// <summary>Copies of the sample outlet, whose own address nobody answers.</summary>
public sealed class SampleCopy : IAsyncLifetime
{
    public const string Outlet = "https://gone.example";

    internal CopyOfSite Served { get; private set; } = null!;

    internal CopyOfSite OnDisk { get; private set; } = null!;

    /// <summary>The newsroom that they are copies of.</summary>
    public TestNewsroom Newsroom { get; private set; } = null!;

    /// <summary>Address of the newest English article, which they hold too.</summary>
    public string Newest { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Newsroom = await TestNewsroom.OpenAsync(settings: ("Kit:Address", Outlet));
        await Newsroom.Get<MakeSample>().RunAsync(Actor.Operator, CancellationToken.None);
        Newest = Newsroom.Get<Catalogue>().Latest(ListKey.Language("en"), 1)[0].Address;
        Served = await CopyOfSite.WriteAsync(Newsroom, forDisk: false, Newest);
        OnDisk = await CopyOfSite.WriteAsync(Newsroom, forDisk: true, Newest);
        await Served.ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        await OnDisk.DisposeAsync();
        await Newsroom.DisposeAsync();
    }
}
