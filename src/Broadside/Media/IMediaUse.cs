namespace Broadside.Media;

/// <summary>Says where files of the library are used. Modules that show files implement it; the library asks all of them.</summary>
public interface IMediaUse
{
    /// <summary>Where one file is used: what readers see first, at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<MediaUse>> FindAsync(string sha256, int most, CancellationToken cancel);

    /// <summary>How many articles that readers have show it.</summary>
    int CountLive(string sha256);

    /// <summary>Those of these files that are used anywhere, drafts included.</summary>
    Task<IReadOnlySet<string>> UsedAsync(IReadOnlyCollection<string> hashes, CancellationToken cancel);
}

/// <summary>One place that shows a file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">As people call it.</param>
/// <param name="Desk">The page of the desk where it is dealt with.</param>
/// <param name="Address">Where readers see it; null where they do not.</param>
public sealed record MediaUse(MediaUseKind Kind, string Title, string Desk, string? Address);

public enum MediaUseKind
{
    Live,
    Draft,
    Person,
    Outlet,
}
