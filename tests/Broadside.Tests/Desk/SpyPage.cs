using System.Text.RegularExpressions;
using Broadside.Tests.Staff;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Desk;

/// <summary>Somebody signed in in Chromium, on whose pages nothing of what was written into fields may run, open or be fetched.</summary>
internal sealed partial class SpyPage
{
    private const string Spy =
        """
        window.ran = [];
        for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (...said) => { window.ran.push(name + " " + said.join(" ")); };
        addEventListener("securitypolicyviolation", e => { if (!/^(data|blob)/.test(e.blockedURI)) window.ran.push("policy " + e.violatedDirective + " " + e.blockedURI + " " + (e.sample || "")); });
        """;

    private const string Bad =
        """
        () => [...document.querySelectorAll("*")].flatMap(e => [...e.attributes].filter(a => /^on/i.test(a.name) || (/^(href|src|action|formaction|xlink:href|data)$/i.test(a.name) && /^\s*(javascript|vbscript|data:text)/i.test(a.value)) || a.name === "srcdoc").map(a => e.localName + " " + a.name + " " + a.value.slice(0, 80)))
          .concat([...document.querySelectorAll("object, embed, base, form[action^='javascript'], main script:not([type='application/json'], [type='application/ld+json'], [src^='/desk/assets/']), main style, main meta, marquee")].map(e => e.outerHTML.slice(0, 120)))
        """;

    // Where pages fetch pictures, styles and scripts from; a vector's own address would be another.
    private static readonly string[] Own = ["/desk/assets/", "/assets/", "/desk/media/", "/media/", "/theme/", "/favicon.ico"];

    private readonly TestDesk desk;
    private readonly List<string> seen = [];

    private SpyPage(TestDesk desk, IPage page)
    {
        this.desk = desk;
        Page = page;
        page.Dialog += (_, dialog) =>
        {
            Add("dialog " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) => Judge(request);
        page.Popup += (_, popup) => Add("popup " + popup.Url);
    }

    public IPage Page { get; }

    /// <summary>What ran, was opened or fetched, or stands in a page and could.</summary>
    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (seen)
            {
                return [.. seen.Distinct()];
            }
        }
    }

    public static async Task<SpyPage> OpenAsync(Browser browser, TestDesk desk, string email)
    {
        var spy = new SpyPage(desk, await browser.OpenPageAsync());
        await spy.Page.AddInitScriptAsync(Spy);
        await spy.Page.GotoAsync(desk.Address + "/desk/sign-in");
        await spy.Page.Locator("#f-email").FillAsync(email);
        await spy.Page.Locator("#f-password").FillAsync(People.Password);
        await spy.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(spy.Page.Locator(".side")).ToBeVisibleAsync();
        return spy;
    }

    /// <param name="path">From the root.</param>
    /// <param name="there">What the page must have.</param>
    public async Task LookAsync(string path, string there)
    {
        await Page.GotoAsync(desk.Address + path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Expect(Page.Locator(there).First).ToBeAttachedAsync();
        foreach (var frame in Page.Frames)
        {
            var found = await frame.EvaluateAsync<string[]>(Bad);
            var ran = await frame.EvaluateAsync<string[]>("() => window.ran ?? []");
            foreach (var what in ran.Concat(found))
            {
                Add($"{path}: {what}");
            }
        }
    }

    private void Judge(IRequest request)
    {
        var address = new Uri(request.Url);
        var isOwn = address.Scheme is "data" or "blob" or "about" || (address.Authority == new Uri(desk.Address).Authority && (request.ResourceType is "document" or "fetch" or "xhr" or "beacon" or "ping" || Own.Any(o => address.AbsolutePath.StartsWith(o, StringComparison.Ordinal)) || OfPreview().IsMatch(address.AbsolutePath)));
        if (!isOwn)
        {
            Add($"{Page.Url} asked for {request.ResourceType} {request.Url}");
        }
    }

    [GeneratedRegex("^/desk/articles/[a-z0-9]+/preview/(?:[a-z]+\\.css|media/[0-9a-f]{64}[-.a-z0-9]*)$")]
    private static partial Regex OfPreview();

    private void Add(string what)
    {
        lock (seen)
        {
            seen.Add(what);
        }
    }
}
