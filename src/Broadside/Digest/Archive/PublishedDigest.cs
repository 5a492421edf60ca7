using Broadside.Guard;

namespace Broadside.Digest.Archive;

/// <summary>What a digest told, signed as <c>digest/DAY</c>: the page in the archive is made from this and from the articles' own signed contents.</summary>
public sealed record PublishedDigest
{
    public int V { get; init; } = 1;

    /// <summary>As in its address: "2026-11-22".</summary>
    public required string Day { get; init; }

    public string? Note { get; init; }

    /// <summary>One for each language of the outlet that had news.</summary>
    public IReadOnlyList<DigestWords> Languages { get; init; } = [];

    public static string Subject(string day) => "digest/" + day;
}

/// <param name="Language">BCP 47.</param>
/// <param name="Subject">The message's subject.</param>
/// <param name="Articles">Ids, in order.</param>
public sealed record DigestWords(string Language, string Subject, IReadOnlyList<string> Articles)
{
    /// <summary>Ids of earlier articles whose corrections it told; absent where there are none.</summary>
    public IReadOnlyList<string>? Corrected { get; init; }
}

/// <summary>Part "digests" of the site record: which digests there were, oldest first.</summary>
public sealed record DigestDays
{
    public const string Part = "digests";

    public IReadOnlyList<DigestDay> Days { get; init; } = [];

    public static string Name => SiteRecord.Subject(Part);
}

/// <param name="Day">As in its address.</param>
/// <param name="Subject">In the outlet's language where it has one.</param>
/// <param name="At">When it was frozen: seconds since 1970.</param>
public sealed record DigestDay(string Day, string Subject, long At);
