namespace Broadside.Themes;

/// <summary>A theme's files cannot be used; the message names the file and says what to change.</summary>
public sealed class ThemeException(string message, Exception? inner = null) : Exception(message, inner);
