namespace Broadside.Themes;

/// <summary>
/// Theme files may read this record: its public properties that are text, <see cref="Html"/>, whole numbers, yes or no,
/// another such record, or a list of these. Nothing else of the program is within a theme's reach.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShownAttribute : Attribute;
