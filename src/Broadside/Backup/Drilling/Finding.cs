namespace Broadside.Backup.Drilling;

/// <summary>Something that a restored newsroom has otherwise than the backup says.</summary>
/// <param name="Code">Stable, as <c>page_differs</c>.</param>
/// <param name="Message">One sentence.</param>
public sealed record Finding(string Code, string Message);
