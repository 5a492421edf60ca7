namespace Broadside.Media;

/// <summary>
/// Says which files readers may have. Modules that publish things implement it, from signed versions; a file is served when
/// any of them says so, and answers 404 when none does. Asked on every request, so it answers from memory.
/// </summary>
public interface IMediaVisibility
{
    bool IsPublished(string sha256);
}
