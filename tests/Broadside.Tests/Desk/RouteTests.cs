using System.Text.RegularExpressions;
using Broadside.Guard;
using Broadside.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Desk;

/// <summary>Walks every address of the desk as everybody: who has the declared right passes, nobody else.</summary>
public sealed partial class RouteTests
{
    private static readonly string[] Unsafe = ["POST", "PUT", "DELETE", "PATCH"];

    [Fact]
    public async Task Every_address_declares_a_right_or_that_it_is_open()
    {
        await using var desk = await TestDesk.StartAsync();

        var routes = await RoutesAsync(desk);

        Assert.True(routes.Count >= 18, $"only {routes.Count} were found");
        Assert.All(routes, r => Assert.True(r.Needs is not null ^ r.IsOpen, $"{r.Path} declares {(r.IsOpen ? "both" : "nothing")}"));
        Assert.Equal(["/desk/assets/x", "/desk/join/x", "/desk/link/x/passkey", "/desk/setup/x", "/desk/sign-in", "/desk/sign-in/passkey"], routes.Where(r => r.IsOpen).Select(r => r.Path).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Defence", "desk-rights")]
    public async Task Reading_is_for_those_who_have_the_right()
    {
        await using var desk = await TestDesk.StartAsync();
        using var browsers = new Browsers(desk);
        using var stranger = desk.Stranger();
        foreach (var route in (await RoutesAsync(desk)).Where(r => r.Needs is not null && r.Methods.Contains("GET")))
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var may = desk.Get<RoleRights>().Of(role).Contains(route.Needs!.Right);

                var answer = await browsers.AskAsync(role, (browser, _) => browser.GetAsync(route.Path), a => a.To?.StartsWith("/desk/sign-in", StringComparison.Ordinal) == true);

                Assert.True(may == (answer.Status != 403), $"GET {route.Path} as {role}: {answer.Status}");
                Assert.True(answer.Status is < 500 and not 429, $"GET {route.Path} as {role}: {answer.Status}");
            }
            var asked = await stranger.GetAsync(route.Path);
            Assert.Equal((302, "/desk/sign-in" + (route.Path == "/desk" ? "" : "?to=" + Uri.EscapeDataString(route.Path))), (asked.Status, asked.To));
        }
    }

    [Fact]
    [Trait("Defence", "desk-rights")]
    public async Task Changing_is_for_those_who_have_the_right()
    {
        await using var desk = await TestDesk.StartAsync();
        using var browsers = new Browsers(desk);
        using var stranger = desk.Stranger();
        var strangers = await TokenAsync(stranger);
        foreach (var (route, method) in Changing(await RoutesAsync(desk)).Where(c => c.Route.Needs is not null))
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var may = desk.Get<RoleRights>().Of(role).Contains(route.Needs!.Right);

                // A token that went with its session is refused with 400, a session that is over with 401.
                var answer = await browsers.AskAsync(role, (browser, token) => SendAsync(browser, method, route.Path, token), a => a.Status is 400 or 401);

                Assert.True(may == (answer.Status != 403), $"{method} {route.Path} as {role}: {answer.Status}");
                Assert.True(answer.Status is < 500 and not 429, $"{method} {route.Path} as {role}: {answer.Status}");
            }
            Assert.Equal(401, (await SendAsync(stranger, method, route.Path, strangers)).Status);
        }
    }

    [Fact]
    [Trait("Defence", "form-token")]
    public async Task Nothing_changes_without_the_token_of_this_session()
    {
        await using var desk = await TestDesk.StartAsync();
        using var other = await desk.SignedInAsync(Role.Owner);
        var foreign = await TokenAsync(other);
        using var owner = await desk.SignedInAsync(Role.Owner);
        using var stranger = desk.Stranger();
        // A browser has the cookie that belongs to its forms; the token is missing, made up, or another session's.
        await TokenAsync(owner);
        await TokenAsync(stranger);
        foreach (var (route, method) in Changing(await RoutesAsync(desk)))
        {
            var browser = route.IsOpen ? stranger : owner;
            foreach (var token in new[] { "", "made-up", foreign })
            {
                Assert.True((await SendAsync(browser, method, route.Path, token)).Status == 400, $"{method} {route.Path} took “{token}”");
            }
        }
    }

    [Fact]
    [Trait("Defence", "desk-fresh")]
    public async Task Dangerous_pages_ask_once_more_after_ten_minutes()
    {
        await using var desk = await TestDesk.StartAsync();
        using var browser = await desk.SignedInAsync(Role.Owner);
        var token = await TokenAsync(browser);
        var dangerous = (await RoutesAsync(desk)).Where(r => r.Needs is { Fresh: true }).ToList();
        desk.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.True(dangerous.Count >= 6);
        foreach (var route in dangerous)
        {
            foreach (var method in route.Methods.Intersect(["GET", "POST"]))
            {
                var answer = method == "GET" ? await browser.GetAsync(route.Path) : await SendAsync(browser, method, route.Path, token);
                Assert.Equal((302, "/desk/confirm?to=" + Uri.EscapeDataString(route.Path)), (answer.Status, answer.To));
            }
        }
    }

    [Fact]
    public async Task What_is_not_there_is_asked_for_a_sign_in_like_what_is()
    {
        await using var desk = await TestDesk.StartAsync();
        using var stranger = desk.Stranger();
        using var writer = await desk.SignedInAsync(Role.Writer);

        Assert.Equal(302, (await stranger.GetAsync("/desk/there-is-no-such-page")).Status);
        Assert.Equal(404, (await writer.GetAsync("/desk/there-is-no-such-page")).Status);
    }

    private static IEnumerable<(Route Route, string Method)> Changing(IEnumerable<Route> routes) =>
        routes.SelectMany(r => r.Methods.Intersect(Unsafe).Select(m => (r, m)));

    private static async Task<string> TokenAsync(DeskClient browser) => DeskClient.TokenOf((await browser.GetAsync(browser.Member is null ? "/desk/sign-in" : "/desk")).Body);

    private static Task<DeskClient.Answer> SendAsync(DeskClient browser, string method, string path, string token)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new FormUrlEncodedContent([]) };
        request.Headers.TryAddWithoutValidation("RequestVerificationToken", token);
        return browser.SendAsync(request);
    }

    private static async Task<List<Route>> RoutesAsync(TestDesk desk)
    {
        using var stranger = desk.Stranger();
        await stranger.GetAsync("/desk/sign-in");
        var loader = desk.Get<PageLoader>();
        var routes = new List<Route>();
        foreach (var endpoint in desk.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("desk", StringComparison.Ordinal)))
        {
            var metadata = endpoint.Metadata;
            if (metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                metadata = new EndpointMetadataCollection((await loader.LoadAsync(page, metadata)).HandlerTypeInfo.GetCustomAttributes(inherit: true));
            }
            var methods = metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"];
            routes.Add(new Route("/" + Place().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "x"), [.. methods], metadata.GetMetadata<NeedsAttribute>(), metadata.GetMetadata<OpenToAllAttribute>() is not null));
        }
        return routes;
    }

    /// <summary>
    /// One signed-in browser for each role, with the token of its forms. Some addresses end a session or change who somebody is: an
    /// answer that may come of that is asked for once more by somebody new, and that one counts.
    /// </summary>
    private sealed class Browsers(TestDesk desk) : IDisposable
    {
        private readonly Dictionary<Role, (DeskClient Browser, string Token)> signedIn = [];

        public async Task<DeskClient.Answer> AskAsync(Role role, Func<DeskClient, string, Task<DeskClient.Answer>> ask, Func<DeskClient.Answer, bool> mayBeOver)
        {
            var isNew = !signedIn.ContainsKey(role);
            var (browser, token) = isNew ? await SignInAsync(role) : signedIn[role];
            var answer = await ask(browser, token);
            if (isNew || !mayBeOver(answer))
            {
                return answer;
            }
            browser.Dispose();
            (browser, token) = await SignInAsync(role);
            return await ask(browser, token);
        }

        public void Dispose()
        {
            foreach (var (browser, _) in signedIn.Values)
            {
                browser.Dispose();
            }
        }

        private async Task<(DeskClient Browser, string Token)> SignInAsync(Role role)
        {
            var browser = await desk.SignedInAsync(role);
            return signedIn[role] = (browser, await TokenAsync(browser));
        }
    }

    private sealed record Route(string Path, IReadOnlyList<string> Methods, NeedsAttribute? Needs, bool IsOpen);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Place();
}
