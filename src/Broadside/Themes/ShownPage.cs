namespace Broadside.Themes;

/// <summary>A page that themes have a template for, and the record its template reads as <c>view</c>. Each module's door registers its own.</summary>
/// <param name="Name">The template's name, as "article".</param>
/// <param name="View">The record.</param>
/// <param name="IsAlone">Stands outside the frame: mail.</param>
public sealed record ShownPage(string Name, Type View, bool IsAlone = false);
