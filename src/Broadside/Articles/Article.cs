namespace Broadside.Articles;

/// <summary>
/// An article or page as the newsroom handles it: its state and dates. The columns that repeat its content (slug, address,
/// title…) are an index for lists at the desk; readers get what the signed version says.
/// </summary>
public sealed class Article
{
    // An entry of a PostgreSQL index has at most 2,704 bytes, and a letter up to three here.
    private const int LongestFolded = 500;
    private const string SubjectStart = "article/";

    public required string Id { get; init; }

    public ArticleKind Kind { get; set; }

    public required string Slug { get; set; }

    /// <summary>Path from the root; empty until first published.</summary>
    public string Address { get; set; } = "";

    public ArticleState State { get; set; }

    /// <summary>How far the work on it has come: of a published article that is being changed, that of its next version.</summary>
    public ArticleState Stage { get; set; }

    public required string Language { get; set; }

    public required string Title { get; set; }

    /// <summary>The title, or as much of it as an index holds, in small letters and without accents, to be searched.</summary>
    public string TitleFolded { get; set; } = "";

    /// <summary>Counts the saves and publications; a save says which one it started from.</summary>
    public int Revision { get; set; }

    /// <summary>Slugs of its topics, each between two bars, as "|water|council|".</summary>
    public string Topics { get; set; } = "";

    /// <summary>Who has it now: id of somebody on the staff.</summary>
    public string? AssignedTo { get; set; }

    /// <summary>The day for which it is planned, as "2026-11-30"; nothing happens by itself.</summary>
    public string? PlannedOn { get; set; }

    public string? TranslationGroup { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public DateTimeOffset? ScheduledAt { get; set; }

    /// <summary>IANA zone that the schedule was given in.</summary>
    public string? ScheduleZone { get; set; }

    /// <summary>No way out of the newsroom before this, whatever the state.</summary>
    public DateTimeOffset? EmbargoedUntil { get; set; }

    /// <summary>Number of the version that readers get.</summary>
    public int? CurrentVersion { get; set; }

    /// <summary>"import RUN" or "sample"; absent when it was written here.</summary>
    public string? Source { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public bool IsPublished => State == ArticleState.Published;

    /// <summary>Subject of this article's versions.</summary>
    public static string Subject(string id) => SubjectStart + id;

    /// <summary>The article that a subject names.</summary>
    public static string IdOf(string subject) => subject[SubjectStart.Length..];

    public static bool IsSubject(string subject) => subject.StartsWith(SubjectStart, StringComparison.Ordinal);

    /// <summary>As <see cref="TitleFolded"/> holds it, so that a question finds it.</summary>
    public static string Fold(string text) => Kit.Slug.Fold(text.ToLowerInvariant());

    /// <summary>Takes over what the content says into the index columns.</summary>
    public void Index(ArticleContent content, DateTimeOffset now)
    {
        Kind = content.Kind;
        Slug = content.Slug;
        Language = content.Language;
        Title = content.Title;
        TitleFolded = Beginning(Fold(content.Title));
        Topics = content.Topics.Count == 0 ? "" : $"|{string.Join('|', content.Topics.Select(t => t.Slug))}|";
        TranslationGroup = content.TranslationGroup;
        PublishedAt = content.PublishedAt;
        UpdatedAt = now;
    }

    // A letter of two halves is not cut through.
    private static string Beginning(string folded) =>
        folded.Length <= LongestFolded ? folded : folded[..(char.IsHighSurrogate(folded[LongestFolded - 1]) ? LongestFolded - 1 : LongestFolded)];
}

public enum ArticleState
{
    Draft,
    InReview,
    Ready,
    Scheduled,
    Published,
    TakenDown,
}
