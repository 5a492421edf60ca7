using Microsoft.Playwright;

namespace Broadside.Tests;

/// <summary>Pages as a person sees them, for somebody to look at: kept in the folder that <c>BROADSIDE_SCREENSHOTS</c> names, and nowhere without it.</summary>
internal static class Pictures
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("BROADSIDE_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    /// <param name="page">As it stands.</param>
    /// <param name="name">A name, or the page's address.</param>
    public static Task TakeAsync(IPage page, string name) =>
        Folder is null ? Task.CompletedTask : page.ScreenshotAsync(new() { Path = Path.Combine(Folder, string.Join('-', name.Split(['/', '?', '{', '}'], StringSplitOptions.RemoveEmptyEntries)) + ".png"), FullPage = true });

    /// <summary>The same, named after how it is looked at too.</summary>
    public static Task TakeAsync(IPage page, string name, int width, bool dark, string language) =>
        TakeAsync(page, FormattableString.Invariant($"{name}-{width}-{(dark ? "dark" : "light")}-{language}"));
}
