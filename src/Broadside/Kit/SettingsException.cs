namespace Broadside.Kit;

/// <summary>The operator's settings cannot be used; the message says which and how to put it right.</summary>
public sealed class SettingsException(string message, Exception? inner = null) : Exception(message, inner);
