using System.Collections;
using System.Net;
using Broadside.Import;
using Broadside.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Import.WordPress;

/// <summary>A newsroom that is served within the test, and an import into it, asked over HTTP as readers ask.</summary>
internal sealed class ReadersView : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private WebApplication app = null!;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public Uri Address { get; private set; } = null!;

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public static async Task<ReadersView> OpenAsync()
    {
        var view = new ReadersView();
        view.app = await Serve.StartAsync(services => Newsroom.AddServed(services, view.folder.Path, Program.Modules, new Hashtable()), Newsroom.PrepareAsync, "http://127.0.0.1:0", TestContext.Current.CancellationToken);
        view.Address = new Uri(view.app.Urls.Single());
        return view;
    }

    public async Task<ImportReport?> ImportAsync(string file, ImportOptions? options = null)
    {
        var outcome = await Get<ImportWordPress>().RunAsync([file], options ?? new ImportOptions(), (_, _) => { }, TestContext.Current.CancellationToken);
        return outcome.Value;
    }

    /// <summary>The path that a reader who asks for this one ends at; "404" and the like where nothing is.</summary>
    public async Task<string> AskAsync(string path)
    {
        for (var hops = 0; hops < 3; hops++)
        {
            // Written as it is: .NET would respell what the test wants to ask.
            var asked = new Uri(Address.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            using var answer = await Client.GetAsync(asked, TestContext.Current.CancellationToken);
            if (answer.StatusCode != HttpStatusCode.MovedPermanently)
            {
                return answer.IsSuccessStatusCode ? Uri.UnescapeDataString(path) : $"{(int)answer.StatusCode}";
            }
            path = answer.Headers.GetValues("Location").Single();
        }
        return "round in circles";
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }
}
