using Broadside.Themes;

namespace Broadside.Site.Views;

/// <summary>The newest correction, told on the front page.</summary>
[Shown]
public sealed record FrontCorrection(string Title, string Text, Link Article);
