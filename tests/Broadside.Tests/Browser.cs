using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Broadside.Tests;

/// <summary>
/// Debian's Chromium, started once for all tests that ask for a page; they skip where it is absent. Where its build without windows
/// is there, that one: it takes half the processor time for the same page.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    private const string Windowless = "/usr/bin/chromium-headless-shell";

    private static readonly string Program = Environment.GetEnvironmentVariable("CHROME") is { Length: > 0 } named ? named : File.Exists(Windowless) ? Windowless : "/usr/bin/chromium";

    // In milliseconds. A busy machine answers late; a wait that ends early says nothing about the program.
    private const int Patience = 120_000;

    private static readonly ConcurrentDictionary<string, ConcurrentQueue<IBrowserContext>> Open = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim gate = new(1);
    private IPlaywright? playwright;
    private IBrowser? chromium;

    /// <summary>A page in a profile of its own. It reaches the loopback only: every other host is unknown to it. Without <c>policy</c> a checker can be put into the page.</summary>
    public async Task<IPage> OpenPageAsync(int width = 1280, bool dark = false, string? locale = null, bool scripts = true, bool policy = true)
    {
        var context = await (await StartAsync()).NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = locale ?? "en",
            JavaScriptEnabled = scripts,
            BypassCSP = !policy,
        });
        context.SetDefaultTimeout(Patience);
        if (TestContext.Current.Test is { } test)
        {
            Open.GetOrAdd(test.UniqueID, _ => []).Enqueue(context);
        }
        return await context.NewPageAsync();
    }

    /// <summary>Closes what a test opened: a page that is left open costs memory and time until the whole run ends.</summary>
    public static void Close(string test)
    {
        foreach (var context in Open.TryRemove(test, out var contexts) ? contexts : [])
        {
            // Nobody waits for it: the next test has pages of its own.
            _ = context.CloseAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }
        playwright?.Dispose();
        gate.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        Missing.SkipUnless(File.Exists(Program), Missing.Chromium);
        await gate.WaitAsync();
        try
        {
            playwright ??= await Playwright.CreateAsync();
            Assertions.SetDefaultExpectTimeout(Patience);
            return chromium ??= await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = Program,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"],
            });
        }
        finally
        {
            gate.Release();
        }
    }
}
