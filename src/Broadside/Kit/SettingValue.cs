namespace Broadside.Kit;

/// <summary>One setting as found: <c>Module:Name</c>, its text, and where it came from ("default", a file, a variable).</summary>
public sealed record SettingValue(string Key, string Text, string Origin, bool IsSecret);
