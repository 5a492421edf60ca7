namespace Broadside.Themes;

/// <summary>An instant as readers see it, in the outlet's time zone. Made by <see cref="Words.When"/>.</summary>
/// <param name="Iso">For the <c>datetime</c> attribute, in UTC.</param>
/// <param name="Text">"22 November 2026".</param>
/// <param name="Full">"22 November 2026, 14:05".</param>
/// <param name="Short">"22 Nov".</param>
/// <param name="Time">"14:05".</param>
[Shown]
public sealed record When(string Iso, string Text, string Full, string Short, string Time);
