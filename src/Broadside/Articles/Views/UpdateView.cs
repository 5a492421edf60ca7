using Broadside.Themes;

namespace Broadside.Articles.Views;

/// <summary>Something new in a story that develops. <c>#u-ID</c> leads to it.</summary>
[Shown]
public sealed record UpdateView(string Id, When At, string? Title, Html Body);
